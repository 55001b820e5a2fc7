using System.Buffers;

namespace SipIds.Preprocessors.Syntax;

/// <summary>The form of a Content-Type: a type, a slash, a subtype, and parameters (RFC 3261 §20.15, §25.1).</summary>
internal static class MediaType
{
    // RFC 6838 §4.2.
    private const int LongestName = 127;

    private static readonly SearchValues<byte> s_token =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-.!%*_+`'~"u8);

    /// <summary>Whether the text has that form; its parameters are not looked into.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text) =>
        text.SequenceEqual("application/sdp"u8) || (TryTakeToken(ref text) && !text.IsEmpty && text[0] == '/' && TryTakeSubtype(text[1..]));

    private static bool TryTakeSubtype(ReadOnlySpan<byte> text)
    {
        text = text.TrimStart(" \t\r\n"u8);
        return TryTakeToken(ref text) && (text.IsEmpty || text[0] == ';');
    }

    // Takes a token and the white space behind it from the beginning.
    private static bool TryTakeToken(ref ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExcept(s_token);
        var length = end < 0 ? text.Length : end;
        text = text[length..].TrimStart(" \t\r\n"u8);
        return length is > 0 and <= LongestName;
    }
}
