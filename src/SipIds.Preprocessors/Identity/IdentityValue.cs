namespace SipIds.Preprocessors.Identity;

/// <summary>Finds the certificate URL in the values of Identity (RFC 8224 §4) and Identity-Info (RFC 4474 §9), and the token in the former.</summary>
internal static class IdentityValue
{
    /// <summary>The URL in <c>&lt;https://…&gt;;alg=rsa-sha1</c>, or for want of brackets all before the first blank.</summary>
    public static ReadOnlySpan<byte> UrlOf(ReadOnlySpan<byte> value)
    {
        value = value.TrimStart(" \t\r\n\""u8);
        var open = value.IndexOf((byte)'<');
        if (open < 0)
        {
            var blank = value.IndexOfAny(" \t\r\n\""u8);
            return blank < 0 ? value : value[..blank];
        }

        value = value[(open + 1)..];
        var close = value.IndexOf((byte)'>');
        return (close < 0 ? value : value[..close]).Trim(" \t\r\n"u8);
    }

    /// <summary>The URL of an <c>info</c> parameter, in any case; false if there is none.</summary>
    public static bool TryGetInfo(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> url)
    {
        var isThere = TryFind(value, "info"u8, out var text);
        url = isThere ? UrlOf(text is [(byte)'<', ..] ? text : UpToSemicolon(text)) : default;
        return isThere;
    }

    /// <summary>Another parameter, without quotes; false if there is none.</summary>
    public static bool TryGet(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> text)
    {
        var isThere = TryFind(value, name, out text);
        text = UpToSemicolon(text).Trim(" \t\r\n\""u8);
        return isThere;
    }

    /// <summary>What stands before the parameters, without quotes.</summary>
    public static ReadOnlySpan<byte> TokenOf(ReadOnlySpan<byte> value) => UpToSemicolon(value).Trim(" \t\r\n\""u8);

    private static bool TryFind(ReadOnlySpan<byte> value, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> text)
    {
        while (value.IndexOf((byte)';') is >= 0 and var semicolon)
        {
            value = value[(semicolon + 1)..].TrimStart(" \t\r\n"u8);
            if (value.Length > name.Length && System.Text.Ascii.EqualsIgnoreCase(value[..name.Length], name)
                && value[name.Length..].TrimStart(" \t\r\n"u8) is [(byte)'=', .. var found])
            {
                text = found.TrimStart(" \t\r\n"u8);
                return true;
            }
        }

        text = default;
        return false;
    }

    private static ReadOnlySpan<byte> UpToSemicolon(ReadOnlySpan<byte> text)
    {
        var semicolon = text.IndexOf((byte)';');
        return semicolon < 0 ? text : text[..semicolon];
    }
}
