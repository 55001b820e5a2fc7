namespace SipIds.Preprocessors.Identity;

/// <summary>Compares telephone numbers, which one hop writes nationally and the next with a country code, a carrier's prefix or a plus.</summary>
internal static class TelephoneNumber
{
    // Longer than any number (E.164: 15 digits) with a prefix before it.
    private const int MaxDigits = 32;

    // What the national and the international form of a number have in common at its end. What is shorter is an extension or a service.
    private const int CommonDigits = 7;

    /// <summary>Whether a user part is a number.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> user) => !DigitsOf(user, stackalloc byte[MaxDigits]).IsEmpty;

    public static Likeness Compare(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var left = DigitsOf(one, stackalloc byte[MaxDigits]);
        var right = DigitsOf(other, stackalloc byte[MaxDigits]);
        if (left.IsEmpty || right.IsEmpty)
        {
            return Likeness.Unknown;
        }

        if (left.SequenceEqual(right))
        {
            return Likeness.Same;
        }

        if (Math.Min(left.Length, right.Length) < CommonDigits)
        {
            return Likeness.Unknown;
        }

        return left.Length != right.Length && left[^CommonDigits..].SequenceEqual(right[^CommonDigits..]) ? Likeness.Same : Likeness.Other;
    }

    // Without the zeros that stand for "long distance" and "abroad", and the parameters of a tel URI (RFC 3966); empty for what is no number.
    private static ReadOnlySpan<byte> DigitsOf(ReadOnlySpan<byte> text, Span<byte> buffer)
    {
        var length = 0;
        for (var index = 0; index < text.Length && text[index] != ';'; index++)
        {
            var letter = text[index];
            if (letter is >= (byte)'0' and <= (byte)'9')
            {
                if (length == buffer.Length)
                {
                    return default;
                }

                buffer[length] = letter;
                length += length > 0 || letter != '0' ? 1 : 0;
            }
            else if (letter == '%')
            {
                // An escaped plus, number sign or separator.
                index += 2;
            }
            else if (letter is not ((byte)'+' or (byte)'*' or (byte)'#' or (byte)'-' or (byte)'.' or (byte)'(' or (byte)')' or (byte)' '))
            {
                return default;
            }
        }

        return buffer[..length];
    }
}
