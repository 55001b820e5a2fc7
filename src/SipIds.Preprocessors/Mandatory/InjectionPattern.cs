using System.Buffers;
using System.Text;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>One habit of injected text: a beginning, and perhaps a later part, in normalised text (<see cref="InjectionText"/>).</summary>
/// <remarks>
/// Lower-case letters and signs stand for themselves. <c>W</c>: the edge of a word. <c>B</c>: blanks and brackets, or none.
/// <c>D</c>: digits, one at least. <c>E</c>: the end of the text.
/// </remarks>
internal sealed class InjectionPattern
{
    private static readonly SearchValues<byte> s_blanks = SearchValues.Create(" ()"u8);
    private static readonly SearchValues<byte> s_digits = SearchValues.Create("0123456789"u8);

    private readonly byte[] _first;
    private readonly byte[] _then;

    /// <param name="kind">What is injected: SQL, shell or script.</param>
    /// <param name="first">How it begins.</param>
    /// <param name="then">What stands somewhere after that; empty for nothing.</param>
    /// <param name="isInNames">Whether it betrays itself in a display name too, where people write words and blanks.</param>
    public InjectionPattern(string kind, string first, string then = "", bool isInNames = true)
    {
        Kind = Encoding.ASCII.GetBytes(kind);
        _first = Encoding.ASCII.GetBytes(first);
        _then = Encoding.ASCII.GetBytes(then);
        IsInNames = isInNames;
    }

    public byte[] Kind { get; }

    public bool IsInNames { get; }

    public bool Matches(ReadOnlySpan<byte> text)
    {
        var end = Find(text, 0, _first);
        return end >= 0 && (_then.Length == 0 || Find(text, end, _then) >= 0);
    }

    // The end of the leftmost match at or after start; -1 for none.
    private static int Find(ReadOnlySpan<byte> text, int start, ReadOnlySpan<byte> pattern)
    {
        var literal = pattern[0] == 'W' ? 1 : 0;
        while (text[start..].IndexOf(pattern[literal]) is >= 0 and var step)
        {
            start += step;
            if ((literal == 0 || !IsWord(text, start - 1)) && MatchAt(text, start + 1, pattern[(literal + 1)..]) is >= 0 and var end)
            {
                return end;
            }

            start++;
        }

        return -1;
    }

    private static int MatchAt(ReadOnlySpan<byte> text, int index, ReadOnlySpan<byte> pattern)
    {
        foreach (var sign in pattern)
        {
            var rest = text[index..];
            var length = sign switch
            {
                (byte)'W' => IsWord(text, index) ? -1 : 0,
                (byte)'B' => Count(rest, s_blanks),
                (byte)'D' => Count(rest, s_digits) is > 0 and var digits ? digits : -1,
                (byte)'E' => rest.IsEmpty ? 0 : -1,
                _ => !rest.IsEmpty && rest[0] == sign ? 1 : -1,
            };
            if (length < 0)
            {
                return -1;
            }

            index += length;
        }

        return index;
    }

    private static int Count(ReadOnlySpan<byte> text, SearchValues<byte> values)
    {
        var length = text.IndexOfAnyExcept(values);
        return length < 0 ? text.Length : length;
    }

    private static bool IsWord(ReadOnlySpan<byte> text, int index) =>
        (uint)index < (uint)text.Length && (char.IsAsciiLetterOrDigit((char)text[index]) || text[index] == '_');
}
