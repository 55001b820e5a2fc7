namespace SipIds.Sip;

/// <summary>The comma-separated values of a header line (RFC 3261 §7.3.1): commas in quotes and in angle brackets separate nothing.</summary>
public ref struct SipValues
{
    private ReadOnlySpan<byte> _rest;
    private bool _done;
    private bool _noClosingQuote;
    private bool _noClosingBracket;

    /// <summary>The values in the value of one header line.</summary>
    public SipValues(ReadOnlySpan<byte> value)
    {
        _rest = value;
        _done = value.IsEmpty;
        Current = default;
    }

    /// <summary>The value just read, without the white space around it.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>This, so that it can be enumerated.</summary>
    public readonly SipValues GetEnumerator() => this;

    /// <summary>Reads the next value; an empty one between two commas is a value too.</summary>
    public bool MoveNext()
    {
        if (_done)
        {
            return false;
        }

        var end = ValueEnd(_rest);
        Current = SipGrammar.Trim(_rest[..end]);
        _done = end == _rest.Length;
        _rest = _done ? default : _rest[(end + 1)..];
        return true;
    }

    private int ValueEnd(ReadOnlySpan<byte> text)
    {
        // Most lines hold one value, and then nothing in it matters.
        if (!text.Contains((byte)','))
        {
            return text.Length;
        }

        var index = 0;
        while (true)
        {
            var step = text[index..].IndexOfAny((byte)',', (byte)'"', (byte)'<');
            if (step < 0)
            {
                return text.Length;
            }

            index += step;
            if (text[index] == ',')
            {
                return index;
            }

            index = text[index] == '"' ? SkipQuotes(text, index) : SkipBrackets(text, index);
        }
    }

    // A quote or bracket that nothing closes quotes nothing. What one search did not find, no later one will: so work stays linear.
    private int SkipQuotes(ReadOnlySpan<byte> text, int index)
    {
        var end = _noClosingQuote ? -1 : SipGrammar.SkipQuotedString(text, index);
        _noClosingQuote = end < 0;
        return end < 0 ? index + 1 : end;
    }

    private int SkipBrackets(ReadOnlySpan<byte> text, int index)
    {
        var length = _noClosingBracket ? -1 : text[index..].IndexOf((byte)'>');
        _noClosingBracket = length < 0;
        return length < 0 ? index + 1 : index + length + 1;
    }
}
