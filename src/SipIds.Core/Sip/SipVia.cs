using System.Diagnostics.CodeAnalysis;
using SipIds.Sip.Parsing;

namespace SipIds.Sip;

/// <summary>A view of one Via value (RFC 3261 §20.42): <c>SIP/2.0/UDP host:port;branch=…</c>, white space around the slashes allowed.</summary>
public readonly ref struct SipVia
{
    private readonly ref readonly Parts _parts;

    internal SipVia(ReadOnlySpan<byte> text, ref readonly Parts parts)
    {
        Text = text;
        _parts = ref parts;
    }

    /// <summary>Where the parts of the text are. A view is its text and a reference to these, which whoever reads the text keeps for it.</summary>
    public struct Parts
    {
        internal TextRange Transport;
        internal TextRange Host;
        internal TextRange Parameters;
        internal TextRange Branch;
        internal TextRange Received;
        internal TextRange RPort;
        internal ushort Port;
        internal ushort End;
        internal SipFieldFaults Faults;
        internal bool HasBranch;
        internal bool HasRPort;
        internal bool IsPlain;
    }

    /// <summary>The value as it stands.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>The transport: UDP, TCP, TLS, WS, or any other token.</summary>
    public ReadOnlySpan<byte> Transport => _parts.Transport.Of(Text);

    /// <summary>The host of sent-by; an IPv6 address with its brackets.</summary>
    public ReadOnlySpan<byte> Host => _parts.Host.Of(Text);

    /// <summary>The port of sent-by; 0 if none is given.</summary>
    public ushort Port => _parts.Port;

    /// <summary>The branch, its cookie included; empty if there is none.</summary>
    public ReadOnlySpan<byte> Branch => _parts.Branch.Of(Text);

    /// <summary>Whether there is a branch parameter.</summary>
    public bool HasBranch => _parts.HasBranch;

    /// <summary>The address that the next hop saw (RFC 3261 §18.2.1); empty if there is none.</summary>
    public ReadOnlySpan<byte> Received => _parts.Received.Of(Text);

    /// <summary>Whether there is an rport parameter (RFC 3581), with or without a value.</summary>
    public bool HasRPort => _parts.HasRPort;

    /// <summary>The port that the next hop saw (RFC 3581); 0 if there is none.</summary>
    public ushort RPort => SipGrammar.TryReadNumber(_parts.RPort.Of(Text), ushort.MaxValue, out var port) ? (ushort)port : (ushort)0;

    /// <summary>All parameters.</summary>
    public SipParameters Parameters => new(_parts.Parameters.Of(Text));

    /// <summary>Whether it has the form of all but a few: without a fault, white space, quotes or overload control, and no IPv6 address.</summary>
    /// <remarks>An ordinary value may be called not plain; a plain one is in order.</remarks>
    public bool IsPlain => _parts.IsPlain;

    /// <summary>What is wrong with it.</summary>
    public SipFieldFaults Faults => _parts.Faults;

    /// <summary>Reads one value; the view is good for as long as <paramref name="parts"/> is there. A comma and what follows belong to the next value.</summary>
    public static SipVia Parse(ReadOnlySpan<byte> text, [UnscopedRef] out Parts parts)
    {
        ParseParts(text, out parts);
        return new(text[..parts.End], ref parts);
    }

    internal static void ParseParts(ReadOnlySpan<byte> text, out Parts parts)
    {
        if (text.Length <= ushort.MaxValue)
        {
            ParseParts(text, new(0, text.Length), out parts);
            return;
        }

        parts = default;
        parts.Faults = SipFieldFaults.Empty;
    }

    /// <summary>Reads the value in <paramref name="range"/> of a payload.</summary>
    internal static void ParseParts(ReadOnlySpan<byte> payload, TextRange range, out Parts parts)
    {
        parts = default;
        if (range.IsEmpty)
        {
            parts.Faults = SipFieldFaults.Empty;
            return;
        }

        parts.IsPlain = PlainFields.TryParse(payload, range, ref parts);
        if (!parts.IsPlain)
        {
            ParseAny(range.Of(payload), out parts);
        }
    }

    /// <summary>Reads a value of whatever form.</summary>
    internal static void ParseAny(ReadOnlySpan<byte> text, out Parts parts)
    {
        parts = default;
        var index = ParseProtocol(text, ref parts);
        index = SipHostPort.ParseHost(text, index, out parts.Host, ref parts.Faults);
        index = ParsePort(text, index, ref parts);
        index = SkipComment(text, ParseParameters(text, index, ref parts), ref parts);
        if (index < text.Length && text[index] != ',')
        {
            parts.Faults |= SipFieldFaults.Parameter;
            var comma = text[index..].IndexOf((byte)',');
            index = comma < 0 ? text.Length : index + comma;
        }

        parts.End = (ushort)index;
    }

    // sent-protocol = protocol-name SLASH protocol-version SLASH transport, LWS around each slash
    private static int ParseProtocol(ReadOnlySpan<byte> text, ref Parts parts)
    {
        int index;
        if (text.StartsWith("SIP/2.0/"u8))
        {
            index = 8;
        }
        else
        {
            index = ExpectWord(text, 0, "sip"u8, SipFieldFaults.Protocol, ref parts);
            index = ExpectWord(text, index, "2.0"u8, SipFieldFaults.Version, ref parts);
        }

        var start = SipGrammar.SkipWhiteSpace(text, index);
        var end = TokenEnd(text, start);
        parts.Transport = new(start, end);
        var host = SipGrammar.SkipWhiteSpace(text, end);
        if (end == start || host == end)
        {
            parts.Faults |= SipFieldFaults.Protocol;
        }

        return host;
    }

    private static int ExpectWord(ReadOnlySpan<byte> text, int index, ReadOnlySpan<byte> lower, SipFieldFaults fault, ref Parts parts)
    {
        var start = SipGrammar.SkipWhiteSpace(text, index);
        var end = TokenEnd(text, start);
        var slash = SipGrammar.SkipWhiteSpace(text, end);
        if (!SipGrammar.EqualsIgnoreCase(text[start..end], lower))
        {
            parts.Faults |= fault;
        }

        if (slash < text.Length && text[slash] == '/')
        {
            return slash + 1;
        }

        parts.Faults |= SipFieldFaults.Protocol;
        return start;
    }

    private static int TokenEnd(ReadOnlySpan<byte> text, int start)
    {
        var length = text[start..].IndexOfAnyExcept(SipGrammar.Token);
        return length < 0 ? text.Length : start + length;
    }

    // sent-by = host [ COLON port ]: COLON may have white space around it.
    private static int ParsePort(ReadOnlySpan<byte> text, int index, ref Parts parts)
    {
        var next = SipGrammar.SkipWhiteSpace(text, index);
        return next < text.Length && text[next] == ':'
            ? SipHostPort.ParsePort(text, SipGrammar.SkipWhiteSpace(text, next + 1), out parts.Port, ref parts.Faults)
            : next;
    }

    private static int ParseParameters(ReadOnlySpan<byte> text, int index, ref Parts parts)
    {
        var start = index;
        var left = SipParameterReader.MostParameters;
        while (SipParameterReader.TryRead(text, ref index, out var name, out var value, out var hasValue, ref parts.Faults) && left-- > 0)
        {
            parts.Faults |= hasValue && value.IsEmpty ? SipFieldFaults.EmptyParameter : SipFieldFaults.None;
            var word = name.Of(text);
            if (word.Length == 6 && SipGrammar.EqualsIgnoreCase(word, "branch"u8))
            {
                KeepBranch(text, value, ref parts);
            }
            else if (word.Length == 5 && SipGrammar.EqualsIgnoreCase(word, "rport"u8))
            {
                parts.RPort = value;
                parts.HasRPort = true;
            }
            else if (word.Length == 8 && SipGrammar.EqualsIgnoreCase(word, "received"u8))
            {
                parts.Received = value;
            }
        }

        parts.Faults |= left < 0 ? SipFieldFaults.Parameter : SipFieldFaults.None;
        parts.Parameters = new(start, index);
        return index;
    }

    private static int SkipComment(ReadOnlySpan<byte> text, int index, ref Parts parts)
    {
        var start = SipGrammar.SkipWhiteSpace(text, index);
        if (start == text.Length || text[start] != '(' || text[start..].IndexOf((byte)')') is not (> 0 and var length))
        {
            return index;
        }

        parts.Faults |= SipFieldFaults.Comment;
        return SipGrammar.SkipWhiteSpace(text, start + length + 1);
    }

    // RFC 3261 §7.3.1: a parameter stands once. Of two branches, receivers take the first or the last.
    private static void KeepBranch(ReadOnlySpan<byte> text, TextRange value, ref Parts parts)
    {
        if (parts.HasBranch)
        {
            parts.Faults |= parts.Branch.Of(text).SequenceEqual(value.Of(text)) ? SipFieldFaults.None : SipFieldFaults.Parameter;
            return;
        }

        parts.Branch = value;
        parts.HasBranch = true;
    }
}
