namespace SipIds.Sip;

/// <summary>A view of one Via value (RFC 3261 §20.42): <c>SIP/2.0/UDP host:port;branch=…</c>, white space around the slashes allowed.</summary>
public readonly ref struct SipVia
{
    private readonly Layout _layout;

    private SipVia(ReadOnlySpan<byte> text, scoped in Layout layout)
    {
        Text = text;
        _layout = layout;
    }

    internal struct Layout
    {
        public TextRange Transport;
        public TextRange Host;
        public TextRange Parameters;
        public TextRange Branch;
        public TextRange Received;
        public TextRange RPort;
        public ushort Port;
        public ushort End;
        public SipFieldFaults Faults;
        public bool HasBranch;
        public bool HasRPort;
    }

    /// <summary>The value as it stands.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>The transport: UDP, TCP, TLS, WS, or any other token.</summary>
    public ReadOnlySpan<byte> Transport => _layout.Transport.Of(Text);

    /// <summary>The host of sent-by; an IPv6 address with its brackets.</summary>
    public ReadOnlySpan<byte> Host => _layout.Host.Of(Text);

    /// <summary>The port of sent-by; 0 if none is given.</summary>
    public ushort Port => _layout.Port;

    /// <summary>The branch, its cookie included; empty if there is none.</summary>
    public ReadOnlySpan<byte> Branch => _layout.Branch.Of(Text);

    /// <summary>Whether there is a branch parameter.</summary>
    public bool HasBranch => _layout.HasBranch;

    /// <summary>The address that the next hop saw (RFC 3261 §18.2.1); empty if there is none.</summary>
    public ReadOnlySpan<byte> Received => _layout.Received.Of(Text);

    /// <summary>Whether there is an rport parameter (RFC 3581), with or without a value.</summary>
    public bool HasRPort => _layout.HasRPort;

    /// <summary>The port that the next hop saw (RFC 3581); 0 if there is none.</summary>
    public ushort RPort => SipGrammar.TryReadNumber(_layout.RPort.Of(Text), ushort.MaxValue, out var port) ? (ushort)port : (ushort)0;

    /// <summary>All parameters.</summary>
    public SipParameters Parameters => new(_layout.Parameters.Of(Text));

    /// <summary>What is wrong with it.</summary>
    public SipFieldFaults Faults => _layout.Faults;

    /// <summary>Reads one value; a comma and what follows belong to the next.</summary>
    public static SipVia Parse(ReadOnlySpan<byte> text)
    {
        ParseLayout(text, out var layout);
        return FromLayout(text, layout);
    }

    internal static SipVia FromLayout(ReadOnlySpan<byte> text, scoped in Layout layout) => new(text[..layout.End], layout);

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
        var index = ParseProtocol(text, ref layout);
        index = SipHostPort.ParseHost(text, index, out layout.Host, ref layout.Faults);
        index = ParsePort(text, index, ref layout);
        index = ParseParameters(text, index, ref layout);
        if (index < text.Length && text[index] != ',')
        {
            layout.Faults |= SipFieldFaults.Parameter;
            var comma = text[index..].IndexOf((byte)',');
            index = comma < 0 ? text.Length : index + comma;
        }

        layout.End = (ushort)index;
    }

    // sent-protocol = protocol-name SLASH protocol-version SLASH transport, LWS around each slash
    private static int ParseProtocol(ReadOnlySpan<byte> text, ref Layout layout)
    {
        int index;
        if (text.StartsWith("SIP/2.0/"u8))
        {
            index = 8;
        }
        else
        {
            index = ExpectWord(text, 0, "sip"u8, SipFieldFaults.Protocol, ref layout);
            index = ExpectWord(text, index, "2.0"u8, SipFieldFaults.Version, ref layout);
        }

        var start = SipGrammar.SkipWhiteSpace(text, index);
        var end = TokenEnd(text, start);
        layout.Transport = new(start, end);
        var host = SipGrammar.SkipWhiteSpace(text, end);
        if (end == start || host == end)
        {
            layout.Faults |= SipFieldFaults.Protocol;
        }

        return host;
    }

    private static int ExpectWord(ReadOnlySpan<byte> text, int index, ReadOnlySpan<byte> lower, SipFieldFaults fault, ref Layout layout)
    {
        var start = SipGrammar.SkipWhiteSpace(text, index);
        var end = TokenEnd(text, start);
        var slash = SipGrammar.SkipWhiteSpace(text, end);
        if (!SipGrammar.EqualsIgnoreCase(text[start..end], lower))
        {
            layout.Faults |= fault;
        }

        if (slash < text.Length && text[slash] == '/')
        {
            return slash + 1;
        }

        layout.Faults |= SipFieldFaults.Protocol;
        return start;
    }

    private static int TokenEnd(ReadOnlySpan<byte> text, int start)
    {
        var length = text[start..].IndexOfAnyExcept(SipGrammar.Token);
        return length < 0 ? text.Length : start + length;
    }

    // sent-by = host [ COLON port ]: COLON may have white space around it.
    private static int ParsePort(ReadOnlySpan<byte> text, int index, ref Layout layout)
    {
        var next = SipGrammar.SkipWhiteSpace(text, index);
        return next < text.Length && text[next] == ':'
            ? SipHostPort.ParsePort(text, SipGrammar.SkipWhiteSpace(text, next + 1), out layout.Port, ref layout.Faults)
            : next;
    }

    private static int ParseParameters(ReadOnlySpan<byte> text, int index, ref Layout layout)
    {
        var start = index;
        while (SipParameterReader.TryRead(text, ref index, out var name, out var value, out var hasValue))
        {
            if (hasValue && value.IsEmpty)
            {
                layout.Faults |= SipFieldFaults.Parameter;
            }

            var word = name.Of(text);
            if (word.Length == 6 && SipGrammar.EqualsIgnoreCase(word, "branch"u8))
            {
                layout.Branch = layout.HasBranch ? layout.Branch : value;
                layout.HasBranch = true;
            }
            else if (word.Length == 5 && SipGrammar.EqualsIgnoreCase(word, "rport"u8))
            {
                layout.RPort = value;
                layout.HasRPort = true;
            }
            else if (word.Length == 8 && SipGrammar.EqualsIgnoreCase(word, "received"u8))
            {
                layout.Received = value;
            }
        }

        layout.Parameters = new(start, index);
        return index;
    }
}
