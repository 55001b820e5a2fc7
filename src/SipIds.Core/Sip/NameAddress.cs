namespace SipIds.Sip;

/// <summary>A view of a From, To, Contact or like value: name-addr or addr-spec with parameters (RFC 3261 §20.10, §25.1).</summary>
public readonly ref struct NameAddress
{
    private readonly Layout _layout;

    private NameAddress(ReadOnlySpan<byte> text, scoped in Layout layout)
    {
        Text = text;
        _layout = layout;
    }

    internal struct Layout
    {
        public TextRange DisplayName;
        public TextRange UriText;
        public TextRange Parameters;
        public TextRange Tag;
        public SipFieldFaults Faults;
        public bool HasTag;
        public SipUri.Layout Uri;
    }

    /// <summary>The whole value as it stands.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>The display name without its quotes, escapes left in; empty if there is none.</summary>
    public ReadOnlySpan<byte> DisplayName => _layout.DisplayName.Of(Text);

    /// <summary>The URI in its parts.</summary>
    public SipUri Uri => SipUri.FromLayout(_layout.UriText.Of(Text), _layout.Uri);

    /// <summary>The parameters of the header, not those of the URI.</summary>
    public SipParameters Parameters => new(_layout.Parameters.Of(Text));

    /// <summary>The value of the tag parameter; empty if there is none.</summary>
    public ReadOnlySpan<byte> Tag => _layout.Tag.Of(Text);

    /// <summary>Whether there is a tag parameter, even one without a value.</summary>
    public bool HasTag => _layout.HasTag;

    /// <summary>What is wrong with the value or its URI.</summary>
    public SipFieldFaults Faults => _layout.Faults | _layout.Uri.Faults;

    /// <summary>Reads one value. What cannot be read is empty and in <see cref="Faults"/>.</summary>
    public static NameAddress Parse(ReadOnlySpan<byte> text)
    {
        ParseLayout(text, out var layout);
        return new(text, layout);
    }

    internal static NameAddress FromLayout(ReadOnlySpan<byte> text, scoped in Layout layout) => new(text, layout);

    internal static void ParseLayout(ReadOnlySpan<byte> text, out Layout layout)
    {
        layout = default;
        if (text.IsEmpty || text.Length > ushort.MaxValue)
        {
            layout.Faults = SipFieldFaults.Empty;
            return;
        }

        if (PlainFields.TryParse(text, ref layout))
        {
            return;
        }

        ParseAny(text, out layout);
    }

    /// <summary>Reads a value of whatever form.</summary>
    internal static void ParseAny(ReadOnlySpan<byte> text, out Layout layout)
    {
        layout = default;
        var index = ParseAddress(text, ref layout);
        SipUri.ParseLayout(layout.UriText.Of(text), out layout.Uri);
        ParseParameters(text, index, ref layout);
    }

    // Returns the index just past the URI and its bracket.
    private static int ParseAddress(ReadOnlySpan<byte> text, ref Layout layout)
    {
        int bracket;
        var start = SipGrammar.SkipWhiteSpace(text, 0);
        if (start < text.Length && text[start] == '"')
        {
            var end = SipGrammar.SkipQuotedString(text, start);
            if (end < 0)
            {
                layout.Faults |= SipFieldFaults.UnbalancedQuote;
                bracket = text.LastIndexOf((byte)'<');
            }
            else
            {
                layout.DisplayName = new(start + 1, end - 1);
                bracket = SipGrammar.SkipWhiteSpace(text, end);
                bracket = bracket < text.Length && text[bracket] == '<' ? bracket : -1;
            }

            if (bracket < 0)
            {
                layout.Faults |= SipFieldFaults.DisplayName;
                return text.Length;
            }
        }
        else
        {
            bracket = text.IndexOf((byte)'<');
            if (bracket < 0)
            {
                return ParseAddressSpec(text, start, ref layout);
            }

            ParseTokens(text, start, bracket, ref layout);
        }

        var close = text[bracket..].IndexOf((byte)'>');
        if (close < 0)
        {
            layout.Faults |= SipFieldFaults.UnbalancedBracket;
            layout.UriText = new(bracket + 1, text.Length);
            return text.Length;
        }

        layout.UriText = new(bracket + 1, bracket + close);
        return bracket + close + 1;
    }

    // display-name = *(token LWS); UTF-8 without quotes is against the grammar and common, so it is forgiven.
    private static void ParseTokens(ReadOnlySpan<byte> text, int start, int end, ref Layout layout)
    {
        var name = SipGrammar.Trim(text[start..end]);
        layout.DisplayName = new(start, start + name.Length);
        foreach (var value in name)
        {
            if (value < 0x80 && !SipGrammar.IsWhiteSpace(value) && !SipGrammar.Token.Contains(value))
            {
                layout.Faults |= SipFieldFaults.DisplayName;
                return;
            }
        }
    }

    // Without brackets, what follows a semicolon belongs to the header (RFC 3261 §20).
    private static int ParseAddressSpec(ReadOnlySpan<byte> text, int start, ref Layout layout)
    {
        var end = text.IndexOfAny((byte)';', (byte)'?');
        end = end < 0 ? text.Length : end;
        if (end < text.Length && text[end] == '?')
        {
            layout.Faults |= SipFieldFaults.UnbracketedHeaders;
            layout.UriText = new(start, text.Length);
            return text.Length;
        }

        layout.UriText = new(start, start + SipGrammar.Trim(text[start..end]).Length);
        return end;
    }

    private static void ParseParameters(ReadOnlySpan<byte> text, int index, ref Layout layout)
    {
        if (index == text.Length)
        {
            return;
        }

        layout.Parameters = new(index, text.Length);
        while (SipParameterReader.TryRead(text, ref index, out var name, out var value, out var hasValue))
        {
            if (SipGrammar.EqualsIgnoreCase(name.Of(text), "tag"u8))
            {
                // An empty tag is read as one, and is as good as none.
                layout.Tag = layout.HasTag ? layout.Tag : value;
                layout.HasTag = true;
            }
            else if (hasValue && value.IsEmpty)
            {
                layout.Faults |= SipFieldFaults.Parameter;
            }
        }

        if (index < text.Length)
        {
            layout.Faults |= SipFieldFaults.Parameter;
        }
    }
}
