using System.Buffers;

namespace SipIds.Preprocessors.Mandatory.Injection;

/// <summary>Patterns by their common beginnings, so that one walk from a place in the text tries all of them (<see cref="InjectionPattern"/> says what their signs mean).</summary>
internal sealed class InjectionTrie
{
    private const int Ascii = 128;

    private static readonly SearchValues<byte> s_blanks = SearchValues.Create(" ()"u8);
    private static readonly SearchValues<byte> s_digits = SearchValues.Create("0123456789"u8);

    // Where the child of a byte is among the children, from 1; signs and letters of patterns are ASCII.
    private readonly byte[] _places = new byte[Ascii];

    private byte[] _signs = [];
    private InjectionTrie[] _next = [];
    private InjectionTrie? _edge;
    private InjectionTrie? _blanks;
    private InjectionTrie? _number;
    private InjectionTrie? _end;
    private InjectionPattern[] _patterns = [];
    private BytePairs? _beginnings;

    /// <summary>Adds a pattern.</summary>
    /// <param name="rest">What is left of it from here.</param>
    /// <param name="pattern">All of it.</param>
    public InjectionTrie Add(ReadOnlySpan<char> rest, InjectionPattern pattern)
    {
        if (rest.IsEmpty)
        {
            _patterns = [.. _patterns, pattern];
        }
        else
        {
            Child(rest[0]).Add(rest[1..], pattern);
        }

        return this;
    }

    /// <summary>The pairs of bytes that a match may begin with; made when it is first asked for, after all patterns are added.</summary>
    public BytePairs Beginnings => _beginnings ??= MakeBeginnings();

    /// <summary>Walks on from an index of the text, along all ways that it allows, and shows the matcher what is whole.</summary>
    public bool Walk(ref InjectionMatcher matcher, scoped ReadOnlySpan<byte> text, int index)
    {
        matcher.Steps++;
        if (_patterns.Length > 0 && matcher.Accepts(_patterns, text, index))
        {
            return true;
        }

        var rest = text[index..];
        return (!rest.IsEmpty && rest[0] < Ascii && _places[rest[0]] is > 0 and var place && _next[place - 1].Walk(ref matcher, text, index + 1))
            || (_edge is not null && IsEdge(text, index) && _edge.Walk(ref matcher, text, index))
            || (_blanks is not null && _blanks.Walk(ref matcher, text, index + Count(rest, s_blanks)))
            || (_number is not null && Count(rest, s_digits) is > 0 and var digits && _number.Walk(ref matcher, text, index + digits))
            || (_end is not null && rest.IsEmpty && _end.Walk(ref matcher, text, index));
    }

    private InjectionTrie Child(char sign)
    {
        switch (sign)
        {
            case 'W':
                return _edge ??= new();
            case 'B':
                return _blanks ??= new();
            case 'D':
                return _number ??= new();
            case 'E':
                return _end ??= new();
            default:
                break;
        }

        if (_places[sign] == 0)
        {
            _signs = [.. _signs, (byte)sign];
            _next = [.. _next, new()];
            _places[sign] = (byte)_next.Length;
        }

        return _next[_places[sign] - 1];
    }

    private BytePairs MakeBeginnings()
    {
        var pairs = new BytePairs();
        foreach (var root in _edge is null ? [this] : new[] { this, _edge })
        {
            foreach (var (first, after) in root._signs.Zip(root._next))
            {
                foreach (var second in after.NextBytes())
                {
                    pairs.Add(first, second);
                }
            }
        }

        return pairs;
    }

    // What may stand here for a match to go on; anything, where one may end.
    private IEnumerable<byte> NextBytes() =>
        _patterns.Length > 0 || _edge is not null || _end is not null
            ? Enumerable.Range(0, byte.MaxValue + 1).Select(value => (byte)value)
            : [.. _signs, .. _blanks is null ? [] : " ()"u8.ToArray(), .. _blanks?.NextBytes() ?? [], .. _number is null ? [] : "0123456789"u8.ToArray()];

    private static int Count(ReadOnlySpan<byte> text, SearchValues<byte> values)
    {
        var length = text.IndexOfAnyExcept(values);
        return length < 0 ? text.Length : length;
    }

    // Before a word or after one: patterns have words on the other side.
    private static bool IsEdge(ReadOnlySpan<byte> text, int index) => !IsWord(text, index) || !IsWord(text, index - 1);

    private static bool IsWord(ReadOnlySpan<byte> text, int index) =>
        (uint)index < (uint)text.Length && (char.IsAsciiLetterOrDigit((char)text[index]) || text[index] == '_');
}
