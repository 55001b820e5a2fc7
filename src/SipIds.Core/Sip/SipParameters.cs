namespace SipIds.Sip;

/// <summary>A view of <c>;name=value</c> parameters (RFC 3261 §25.1, generic-param), in order, quotes and white space around them heeded.</summary>
public readonly ref struct SipParameters
{
    private readonly ReadOnlySpan<byte> _text;

    /// <summary>The parameters in a text that begins with the first <c>;</c>, or is empty. What lies past 65,535 bytes is left out.</summary>
    public SipParameters(ReadOnlySpan<byte> text) => _text = text[..Math.Min(text.Length, ushort.MaxValue)];

    /// <summary>The text of all parameters, the first semicolon included.</summary>
    public ReadOnlySpan<byte> Text => _text;

    /// <summary>Looks for a parameter by name.</summary>
    /// <param name="lowerName">The name in lower-case ASCII; matches any case (RFC 3261 §7.3.1).</param>
    /// <param name="value">Its value without quotes; empty where there is none.</param>
    public bool TryGet(ReadOnlySpan<byte> lowerName, out ReadOnlySpan<byte> value)
    {
        foreach (var parameter in this)
        {
            if (SipGrammar.EqualsIgnoreCase(parameter.Name, lowerName))
            {
                value = parameter.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The parameters one by one.</summary>
    public Enumerator GetEnumerator() => new(_text);

    /// <summary>One parameter.</summary>
    public readonly ref struct Parameter
    {
        internal Parameter(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, bool hasValue)
        {
            Name = name;
            Value = value;
            HasValue = hasValue;
        }

        /// <summary>The name as it stands.</summary>
        public ReadOnlySpan<byte> Name { get; }

        /// <summary>The value without its quotes; empty where there is none.</summary>
        public ReadOnlySpan<byte> Value { get; }

        /// <summary>Whether an equals sign follows the name.</summary>
        public bool HasValue { get; }
    }

    /// <summary>Steps through the parameters; ends at the first byte that fits none.</summary>
    public ref struct Enumerator
    {
        private readonly ReadOnlySpan<byte> _text;
        private int _index;

        internal Enumerator(ReadOnlySpan<byte> text)
        {
            _text = text;
            _index = 0;
            Current = default;
        }

        /// <summary>The parameter just read.</summary>
        public Parameter Current { get; private set; }

        /// <summary>Where reading stopped: the end of the text if all of it was parameters.</summary>
        internal readonly int Index => _index;

        /// <summary>Reads the next parameter.</summary>
        public bool MoveNext()
        {
            var faults = SipFieldFaults.None;
            if (!SipParameterReader.TryRead(_text, ref _index, out var name, out var value, out var hasValue, ref faults))
            {
                return false;
            }

            var text = value.Of(_text);
            Current = new(name.Of(_text), text is [(byte)'"', .., (byte)'"'] ? text[1..^1] : text, hasValue);
            return true;
        }
    }
}
