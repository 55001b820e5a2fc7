using System.Diagnostics.CodeAnalysis;
using SipIds.Sip.Parsing;

namespace SipIds.Sip;

/// <summary>A view of a URI: SIP and SIPS in their parts (RFC 3261 §19.1), any other scheme as a scheme and the rest.</summary>
public readonly ref struct SipUri
{
    // The longest that is registered has half as many letters.
    private const int LongestScheme = 64;

    private readonly ref readonly Parts _parts;

    internal SipUri(ReadOnlySpan<byte> text, ref readonly Parts parts)
    {
        Text = text;
        _parts = ref parts;
    }

    /// <summary>Where the parts of the text are. A view is its text and a reference to these, which whoever reads the text keeps for it.</summary>
    public struct Parts
    {
        internal TextRange Scheme;
        internal TextRange User;
        internal TextRange Password;
        internal TextRange Host;
        internal TextRange Parameters;
        internal TextRange Headers;
        internal ushort Port;
        internal SipFieldFaults Faults;
        internal bool IsSip;
        internal bool IsPlain;
    }

    /// <summary>The whole URI as it stands.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>The scheme without its colon, in any case; empty if there is none.</summary>
    public ReadOnlySpan<byte> Scheme => _parts.Scheme.Of(Text);

    /// <summary>Whether the scheme is <c>sip</c> or <c>sips</c>.</summary>
    public bool IsSip => _parts.IsSip;

    /// <summary>The user part, still escaped; for schemes other than SIP all that follows the colon.</summary>
    public ReadOnlySpan<byte> User => _parts.User.Of(Text);

    /// <summary>The password after the user part's colon; empty if there is none.</summary>
    public ReadOnlySpan<byte> Password => _parts.Password.Of(Text);

    /// <summary>The host: a name, an IPv4 address, or an IPv6 address with its brackets.</summary>
    public ReadOnlySpan<byte> Host => _parts.Host.Of(Text);

    /// <summary>The port; 0 if none is given.</summary>
    public ushort Port => _parts.Port;

    /// <summary>The URI's parameters.</summary>
    public SipParameters Parameters => new(_parts.Parameters.Of(Text));

    /// <summary>What follows the <c>?</c>; empty if there is none.</summary>
    public ReadOnlySpan<byte> Headers => _parts.Headers.Of(Text);

    /// <summary>Whether it has the form of all but a few: without a fault, a SIP URI whose user, if it has one, is letters, digits and <c>-._+*</c>, with neither password nor headers.</summary>
    /// <remarks>An ordinary URI may be called not plain; a plain one is in order.</remarks>
    public bool IsPlain => _parts.IsPlain;

    /// <summary>What is wrong with it.</summary>
    public SipFieldFaults Faults => _parts.Faults;

    /// <summary>Reads a URI; the view is good for as long as <paramref name="parts"/> is there. What cannot be read is empty and in <see cref="Faults"/>.</summary>
    public static SipUri Parse(ReadOnlySpan<byte> text, [UnscopedRef] out Parts parts)
    {
        ParseParts(text, out parts);
        return new(text, ref parts);
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

    /// <summary>Reads a URI of whatever form.</summary>
    internal static void ParseAny(ReadOnlySpan<byte> text, out Parts parts)
    {
        parts = default;
        if (text.ContainsAnyExcept(SipGrammar.Uri))
        {
            parts.Faults |= SipFieldFaults.UriCharacter;
        }

        var colon = SchemeEnd(text);
        if (colon is < 0 or > LongestScheme)
        {
            parts.Faults |= SipFieldFaults.Scheme;
            return;
        }

        parts.Scheme = new(0, colon);
        parts.IsSip = IsSipScheme(text[..colon]);
        if (parts.IsSip)
        {
            ParseSip(text, colon + 1, ref parts);
        }
        else
        {
            parts.User = new(colon + 1, text.Length);
            parts.Faults |= colon + 1 == text.Length ? SipFieldFaults.Empty : SipFieldFaults.None;
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

    private static void ParseSip(ReadOnlySpan<byte> text, int start, ref Parts parts)
    {
        var at = text[start..].IndexOf((byte)'@');
        if (at >= 0)
        {
            at += start;
            var userInfo = text[start..at];
            var colon = userInfo.IndexOf((byte)':');
            parts.User = new(start, colon < 0 ? at : start + colon);
            parts.Password = colon < 0 ? default : new(start + colon + 1, at);
            if (parts.User.IsEmpty || userInfo.ContainsAnyExcept(SipGrammar.UserInfo))
            {
                parts.Faults |= SipFieldFaults.UriCharacter;
            }

            if (!SipGrammar.HasValidEscapes(userInfo))
            {
                parts.Faults |= SipFieldFaults.Escape;
            }

            start = at + 1;
        }

        var rest = SipHostPort.Parse(text, start, out parts.Host, out parts.Port, ref parts.Faults);
        ParseTail(text, rest, ref parts);
    }

    private static void ParseTail(ReadOnlySpan<byte> text, int index, ref Parts parts)
    {
        if (index == text.Length)
        {
            return;
        }

        var question = text[index..].IndexOf((byte)'?');
        var end = question < 0 ? text.Length : index + question;
        if (text[index] is not ((byte)';' or (byte)'?'))
        {
            parts.Faults |= SipFieldFaults.Host;
        }

        parts.Parameters = new(index, end);
        parts.Headers = question < 0 ? default : new(end + 1, text.Length);
    }
}
