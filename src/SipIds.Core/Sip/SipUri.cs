namespace SipIds.Sip;

/// <summary>A view of a URI: SIP and SIPS in their parts (RFC 3261 §19.1), any other scheme as a scheme and the rest.</summary>
public readonly ref struct SipUri
{
    private readonly Layout _layout;

    private SipUri(ReadOnlySpan<byte> text, scoped in Layout layout)
    {
        Text = text;
        _layout = layout;
    }

    internal struct Layout
    {
        public TextRange Scheme;
        public TextRange User;
        public TextRange Password;
        public TextRange Host;
        public TextRange Parameters;
        public TextRange Headers;
        public ushort Port;
        public SipFieldFaults Faults;
        public bool IsSip;
    }

    /// <summary>The whole URI as it stands.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>The scheme without its colon, in any case; empty if there is none.</summary>
    public ReadOnlySpan<byte> Scheme => _layout.Scheme.Of(Text);

    /// <summary>Whether the scheme is <c>sip</c> or <c>sips</c>.</summary>
    public bool IsSip => _layout.IsSip;

    /// <summary>The user part, still escaped; for schemes other than SIP all that follows the colon.</summary>
    public ReadOnlySpan<byte> User => _layout.User.Of(Text);

    /// <summary>The password after the user part's colon; empty if there is none.</summary>
    public ReadOnlySpan<byte> Password => _layout.Password.Of(Text);

    /// <summary>The host: a name, an IPv4 address, or an IPv6 address with its brackets.</summary>
    public ReadOnlySpan<byte> Host => _layout.Host.Of(Text);

    /// <summary>The port; 0 if none is given.</summary>
    public ushort Port => _layout.Port;

    /// <summary>The URI's parameters.</summary>
    public SipParameters Parameters => new(_layout.Parameters.Of(Text));

    /// <summary>What follows the <c>?</c>; empty if there is none.</summary>
    public ReadOnlySpan<byte> Headers => _layout.Headers.Of(Text);

    /// <summary>What is wrong with it.</summary>
    public SipFieldFaults Faults => _layout.Faults;

    /// <summary>Reads a URI. What cannot be read is empty and in <see cref="Faults"/>.</summary>
    public static SipUri Parse(ReadOnlySpan<byte> text)
    {
        ParseLayout(text, out var layout);
        return new(text, layout);
    }

    internal static SipUri FromLayout(ReadOnlySpan<byte> text, scoped in Layout layout) => new(text, layout);

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

    /// <summary>Reads a URI of whatever form.</summary>
    internal static void ParseAny(ReadOnlySpan<byte> text, out Layout layout)
    {
        layout = default;
        if (text.ContainsAnyExcept(SipGrammar.Uri))
        {
            layout.Faults |= SipFieldFaults.UriCharacter;
        }

        var colon = SchemeEnd(text);
        if (colon < 0)
        {
            layout.Faults |= SipFieldFaults.Scheme;
            return;
        }

        layout.Scheme = new(0, colon);
        layout.IsSip = IsSipScheme(text[..colon]);
        if (layout.IsSip)
        {
            ParseSip(text, colon + 1, ref layout);
        }
        else
        {
            layout.User = new(colon + 1, text.Length);
            layout.Faults |= colon + 1 == text.Length ? SipFieldFaults.Empty : SipFieldFaults.None;
        }
    }

    // scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )
    private static int SchemeEnd(ReadOnlySpan<byte> text)
    {
        if (text.Length > 4 && text[3] == ':' && SipGrammar.EqualsIgnoreCase(text[..3], "sip"u8))
        {
            return 3;
        }

        for (var index = 0; index < text.Length; index++)
        {
            var value = text[index];
            if (value == ':')
            {
                return index == 0 ? -1 : index;
            }

            if (!SipGrammar.IsLetter(value) && (index == 0 || !(SipGrammar.IsDigit(value) || value is (byte)'+' or (byte)'-' or (byte)'.')))
            {
                return -1;
            }
        }

        return -1;
    }

    private static bool IsSipScheme(ReadOnlySpan<byte> scheme) =>
        SipGrammar.EqualsIgnoreCase(scheme, "sip"u8) || SipGrammar.EqualsIgnoreCase(scheme, "sips"u8);

    private static void ParseSip(ReadOnlySpan<byte> text, int start, ref Layout layout)
    {
        var at = text[start..].IndexOf((byte)'@');
        if (at >= 0)
        {
            at += start;
            var userInfo = text[start..at];
            var colon = userInfo.IndexOf((byte)':');
            layout.User = new(start, colon < 0 ? at : start + colon);
            layout.Password = colon < 0 ? default : new(start + colon + 1, at);
            if (layout.User.IsEmpty || userInfo.ContainsAnyExcept(SipGrammar.UserInfo))
            {
                layout.Faults |= SipFieldFaults.UriCharacter;
            }

            if (!SipGrammar.HasValidEscapes(userInfo))
            {
                layout.Faults |= SipFieldFaults.Escape;
            }

            start = at + 1;
        }

        var rest = SipHostPort.Parse(text, start, out layout.Host, out layout.Port, ref layout.Faults);
        ParseTail(text, rest, ref layout);
    }

    private static void ParseTail(ReadOnlySpan<byte> text, int index, ref Layout layout)
    {
        if (index == text.Length)
        {
            return;
        }

        var question = text[index..].IndexOf((byte)'?');
        var end = question < 0 ? text.Length : index + question;
        if (text[index] is not ((byte)';' or (byte)'?'))
        {
            layout.Faults |= SipFieldFaults.Host;
        }

        layout.Parameters = new(index, end);
        layout.Headers = question < 0 ? default : new(end + 1, text.Length);
    }
}
