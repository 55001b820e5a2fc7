using System.Buffers;
using System.Buffers.Text;

namespace SipIds.Preprocessors.Identity;

/// <summary>Reads the members of a JSON object, or the elements of an array, one after another (RFC 8259), in a buffer in which it undoes escapes.</summary>
internal ref struct JsonItems
{
    private const byte None = 0;

    private static readonly SearchValues<byte> s_ends = SearchValues.Create(",]} \t\r\n"u8);

    private readonly byte _end;
    private Span<byte> _rest;
    private bool _isBehindFirst;

    public JsonItems(Span<byte> text)
    {
        _rest = text.TrimStart(" \t\r\n"u8);
        _end = _rest.IsEmpty ? None : _rest[0] switch
        {
            (byte)'{' => (byte)'}',
            (byte)'[' => (byte)']',
            _ => None,
        };
        IsBroken = _end == None;
        _rest = IsBroken ? default : _rest[1..];
    }

    /// <summary>Whether it is no object or array, or none up to its end.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The name of the member just read.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Its value: a text without its quotes, all else as it stands.</summary>
    public Span<byte> Value { get; private set; }

    /// <summary>Whether it is a text.</summary>
    public bool IsText { get; private set; }

    /// <summary>Reads the next one; false at the end, and where there is no JSON.</summary>
    public bool MoveNext()
    {
        if (IsBroken || TryTake(_end))
        {
            return false;
        }

        IsBroken = (_isBehindFirst && !TryTake((byte)',')) || (_end == '}' && !TryReadName()) || !TryReadValue();
        _isBehindFirst = true;
        return !IsBroken;
    }

    private bool TryTake(byte sign)
    {
        _rest = _rest.TrimStart(" \t\r\n"u8);
        var isThere = !_rest.IsEmpty && _rest[0] == sign;
        _rest = isThere ? _rest[1..] : _rest;
        return isThere;
    }

    private bool TryReadName()
    {
        if (!TryTake((byte)'"') || !TryReadText(out var name) || !TryTake((byte)':'))
        {
            return false;
        }

        Name = name;
        return true;
    }

    private bool TryReadValue()
    {
        IsText = TryTake((byte)'"');
        if (IsText)
        {
            var isRead = TryReadText(out var text);
            Value = text;
            return isRead;
        }

        var length = !_rest.IsEmpty && _rest[0] is (byte)'{' or (byte)'[' ? LengthOfNested(_rest) : _rest.IndexOfAny(s_ends);
        Value = _rest[..Math.Max(length, 0)];
        _rest = _rest[Value.Length..];
        return length > 0;
    }

    // Behind the opening quote. What is not ASCII stands for itself or becomes a question mark: neither URLs nor numbers have any.
    private bool TryReadText(out Span<byte> text)
    {
        var written = 0;
        for (var index = 0; index < _rest.Length; index++)
        {
            var letter = _rest[index];
            if (letter == '"')
            {
                text = _rest[..written];
                _rest = _rest[(index + 1)..];
                return true;
            }

            if (letter == '\\' && index + 1 < _rest.Length)
            {
                letter = _rest[++index];
                if (letter == 'u' && index + 4 < _rest.Length && Utf8Parser.TryParse(_rest.Slice(index + 1, 4), out uint code, out var digits, 'x') && digits == 4)
                {
                    letter = code < 0x80 ? (byte)code : (byte)'?';
                    index += 4;
                }
            }

            _rest[written++] = letter;
        }

        text = default;
        return false;
    }

    private static int LengthOfNested(ReadOnlySpan<byte> text)
    {
        var (depth, isInText) = (0, false);
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            if (isInText)
            {
                index += letter == '\\' ? 1 : 0;
                isInText = letter != '"';
            }
            else if (letter is (byte)'"')
            {
                isInText = true;
            }
            else if (letter is (byte)'{' or (byte)'[')
            {
                depth++;
            }
            else if (letter is (byte)'}' or (byte)']' && --depth == 0)
            {
                return index + 1;
            }
        }

        return -1;
    }
}
