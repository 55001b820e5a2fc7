namespace SipIds.Sip;

/// <summary>A view of a CSeq value (RFC 3261 §20.16): a number and a method.</summary>
public readonly ref struct SipCSeq
{
    private readonly Layout _layout;

    private SipCSeq(ReadOnlySpan<byte> text, scoped in Layout layout)
    {
        Text = text;
        _layout = layout;
    }

    internal struct Layout
    {
        public uint Number;
        public TextRange MethodName;
        public SipMethod Method;
        public SipFieldFaults Faults;
    }

    /// <summary>The whole value as it stands.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>The sequence number, below 2^31; 0 where <see cref="Faults"/> has <see cref="SipFieldFaults.Number"/>.</summary>
    public uint Number => _layout.Number;

    /// <summary>The method.</summary>
    public SipMethod Method => _layout.Method;

    /// <summary>The method as it stands.</summary>
    public ReadOnlySpan<byte> MethodName => _layout.MethodName.Of(Text);

    /// <summary>What is wrong with it.</summary>
    public SipFieldFaults Faults => _layout.Faults;

    /// <summary>Reads a value.</summary>
    public static SipCSeq Parse(ReadOnlySpan<byte> text)
    {
        ParseLayout(text, out var layout);
        return new(text, layout);
    }

    internal static SipCSeq FromLayout(ReadOnlySpan<byte> text, scoped in Layout layout) => new(text, layout);

    internal static void ParseLayout(ReadOnlySpan<byte> text, out Layout layout)
    {
        layout = default;
        if (text.IsEmpty || text.Length > ushort.MaxValue)
        {
            layout.Faults = SipFieldFaults.Empty;
            return;
        }

        var end = 0;
        while (end < text.Length && SipGrammar.IsDigit(text[end]))
        {
            end++;
        }

        // RFC 3261 §8.1.1.5: below 2^31.
        if (SipGrammar.TryReadNumber(text[..end], int.MaxValue, out var number))
        {
            layout.Number = (uint)number;
        }
        else
        {
            layout.Faults |= SipFieldFaults.Number;
            end = Math.Max(text.IndexOfAny(SipGrammar.WhiteSpace), 0);
        }

        var start = SipGrammar.SkipWhiteSpace(text, end);
        layout.MethodName = new(start, text.Length);
        var method = text[start..];
        layout.Method = SipMethods.Find(method);
        if (layout.Method is SipMethod.Extension && (method.IsEmpty || method.ContainsAnyExcept(SipGrammar.Token)))
        {
            layout.Faults |= method.ContainsAny(SipGrammar.WhiteSpace) ? SipFieldFaults.BrokenToken : SipFieldFaults.Method;
        }

        if (start == end && end > 0)
        {
            layout.Faults |= SipFieldFaults.Method;
        }
    }
}
