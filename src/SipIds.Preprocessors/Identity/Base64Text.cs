namespace SipIds.Preprocessors.Identity;

/// <summary>Reads base64url (RFC 4648 §5), with the alphabet and the padding of plain base64 too, as lenient readers do.</summary>
internal static class Base64Text
{
    private const byte None = 64;

    private static readonly byte[] s_values = MakeValues();

    /// <summary>Decodes a text.</summary>
    /// <returns>How many bytes it is; -1 if it is none, or there is no room for it.</returns>
    public static int Decode(ReadOnlySpan<byte> text, Span<byte> into)
    {
        text = text.TrimEnd((byte)'=');
        var (bits, count, length) = (0u, 0, 0);
        foreach (var letter in text)
        {
            var value = s_values[letter];
            if (value == None)
            {
                return -1;
            }

            (bits, count) = ((bits << 6) | value, count + 6);
            if (count >= 8)
            {
                if (length == into.Length)
                {
                    return -1;
                }

                count -= 8;
                into[length++] = (byte)(bits >> count);
            }
        }

        return length;
    }

    private static byte[] MakeValues()
    {
        var values = new byte[256];
        values.AsSpan().Fill(None);
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"u8;
        for (var index = 0; index < alphabet.Length; index++)
        {
            values[alphabet[index]] = (byte)index;
        }

        values['-'] = values['+'] = 62;
        values['_'] = values['/'] = 63;
        return values;
    }
}
