namespace SipIds.Sip;

/// <summary>Finds the user name in credentials (RFC 3261 §20.7, RFC 7616 §3.4) for those who look for code in it: <c>Digest username="alice", realm=…</c>.</summary>
/// <remarks>Looser than <see cref="DigestCredentials.Username"/> on purpose: what is not closed, stands twice or is written as <c>username*</c> proves nothing, but a server may read it.</remarks>
public static class DigestUsername
{
    private static ReadOnlySpan<byte> Usual => "Digest username=\""u8;

    /// <summary>The user name without its quotes, escapes left in; empty if there is none.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> credentials)
    {
        if (credentials.StartsWith(Usual))
        {
            var start = credentials[(Usual.Length - 1)..];
            return QuotedLength(start) is > 1 and var length ? start[1..(length - 1)] : start[1..];
        }

        var scheme = credentials.IndexOfAny((byte)' ', (byte)'\t');
        return scheme < 0 ? default : Search(credentials[scheme..]);
    }

    private static ReadOnlySpan<byte> Search(ReadOnlySpan<byte> rest)
    {
        while (true)
        {
            rest = rest.TrimStart(", \t\r\n"u8);
            var equals = rest.IndexOf((byte)'=');
            if (equals < 0)
            {
                return default;
            }

            var name = rest[..equals].TrimEnd(" \t\r\n"u8);
            rest = rest[(equals + 1)..].TrimStart(" \t\r\n"u8);
            var isQuoted = !rest.IsEmpty && rest[0] == '"';
            var length = isQuoted ? QuotedLength(rest) : rest.IndexOf((byte)',');
            length = length < 0 ? rest.Length : length;
            if (System.Text.Ascii.EqualsIgnoreCase(name, "username"u8))
            {
                return rest[..length].Trim((byte)'"');
            }

            if (System.Text.Ascii.EqualsIgnoreCase(name, "username*"u8))
            {
                return ExtendedValue(rest[..length].Trim((byte)'"'));
            }

            rest = rest[length..];
        }
    }

    // Behind the character set and the language (RFC 8187 §3.2.1).
    private static ReadOnlySpan<byte> ExtendedValue(ReadOnlySpan<byte> value)
    {
        var first = value.IndexOf((byte)'\'');
        var second = first < 0 ? -1 : value[(first + 1)..].IndexOf((byte)'\'');
        return second < 0 ? value : value[(first + second + 2)..];
    }

    // The length of the quoted string that the text begins with, its quotes included; -1 if none closes it.
    private static int QuotedLength(ReadOnlySpan<byte> text)
    {
        for (var index = 1; index < text.Length; index++)
        {
            if (text[index] == '"')
            {
                return index + 1;
            }

            index += text[index] == '\\' ? 1 : 0;
        }

        return -1;
    }
}
