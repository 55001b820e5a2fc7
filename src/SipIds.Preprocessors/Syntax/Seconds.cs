using System.Buffers.Text;

namespace SipIds.Preprocessors.Syntax;

/// <summary>Reads a number of seconds, <c>delta-seconds</c> of RFC 3261 §25.1: below 2^32.</summary>
internal static class Seconds
{
    // However many seconds so few digits say, they are below 2^32.
    private const int SafeDigits = 9;

    /// <summary>Whether the text is such a number and nothing else.</summary>
    public static bool AreAllOf(ReadOnlySpan<byte> text) =>
        !text.ContainsAnyExceptInRange((byte)'0', (byte)'9')
        && (text.Length is > 0 and <= SafeDigits || (Utf8Parser.TryParse(text, out uint _, out var length) && length == text.Length));

    /// <summary>Reads the number that the text begins with; parameters or a comment may follow.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out uint seconds)
    {
        seconds = 0;
        return !text.IsEmpty && char.IsAsciiDigit((char)text[0]) && Utf8Parser.TryParse(text, out seconds, out var length)
            && (length == text.Length || text[length] is (byte)';' or (byte)' ' or (byte)'\t' or (byte)'(' or (byte)'\r');
    }
}
