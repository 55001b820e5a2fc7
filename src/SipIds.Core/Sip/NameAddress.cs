using System.Diagnostics.CodeAnalysis;
using SipIds.Sip.Parsing;

namespace SipIds.Sip;

/// <summary>A view of a From, To, Contact or like value: name-addr or addr-spec with parameters (RFC 3261 §20.10, §25.1).</summary>
public readonly ref struct NameAddress
{
    private readonly ref readonly Parts _parts;

    internal NameAddress(ReadOnlySpan<byte> text, ref readonly Parts parts)
    {
        Text = text;
        _parts = ref parts;
    }

    /// <summary>Where the parts of the text are. A view is its text and a reference to these, which whoever reads the text keeps for it.</summary>
    public struct Parts
    {
        internal TextRange DisplayName;
        internal TextRange UriText;
        internal TextRange Parameters;
        internal TextRange Tag;
        internal SipFieldFaults Faults;
        internal bool HasTag;
        internal bool IsPlain;
        internal SipUri.Parts Uri;
    }

    /// <summary>The whole value as it stands.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>The display name without its quotes, escapes left in; empty if there is none.</summary>
    public ReadOnlySpan<byte> DisplayName => _parts.DisplayName.Of(Text);

    /// <summary>The URI in its parts.</summary>
    public SipUri Uri => new(_parts.UriText.Of(Text), in _parts.Uri);

    /// <summary>The parameters of the header, not those of the URI.</summary>
    public SipParameters Parameters => new(_parts.Parameters.Of(Text));

    /// <summary>The value of the tag parameter; empty if there is none.</summary>
    public ReadOnlySpan<byte> Tag => _parts.Tag.Of(Text);

    /// <summary>Whether there is a tag parameter, even one without a value.</summary>
    public bool HasTag => _parts.HasTag;

    /// <summary>Whether it has the form of all but a few: without a fault, a plain SIP URI in brackets, and only letters, digits, <c>-._</c> and spaces in the display name.</summary>
    /// <remarks>An ordinary value may be called not plain; a plain one is in order.</remarks>
    public bool IsPlain => _parts.IsPlain;

    /// <summary>What is wrong with the value or its URI.</summary>
    public SipFieldFaults Faults => _parts.Faults | _parts.Uri.Faults;

    /// <summary>Reads one value; the view is good for as long as <paramref name="parts"/> is there. What cannot be read is empty and in <see cref="Faults"/>.</summary>
    public static NameAddress Parse(ReadOnlySpan<byte> text, [UnscopedRef] out Parts parts)
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

    /// <summary>Reads a value of whatever form.</summary>
    internal static void ParseAny(ReadOnlySpan<byte> text, out Parts parts)
    {
        parts = default;
        var index = ParseAddress(text, ref parts);
        SipUri.ParseParts(parts.UriText.Of(text), out parts.Uri);
        ParseParameters(text, index, ref parts);
    }

    // Returns the index just past the URI and its bracket.
    private static int ParseAddress(ReadOnlySpan<byte> text, ref Parts parts)
    {
        int bracket;
        var start = SipGrammar.SkipWhiteSpace(text, 0);
        if (start < text.Length && text[start] == '"')
        {
            var end = SipGrammar.SkipQuotedString(text, start);
            if (end < 0)
            {
                parts.Faults |= SipFieldFaults.UnbalancedQuote;
                bracket = text.LastIndexOf((byte)'<');
            }
            else
            {
                parts.DisplayName = new(start + 1, end - 1);
                bracket = SipGrammar.SkipWhiteSpace(text, end);
                bracket = bracket < text.Length && text[bracket] == '<' ? bracket : -1;
            }

            if (bracket < 0)
            {
                parts.Faults |= SipFieldFaults.DisplayName;
                return text.Length;
            }
        }
        else
        {
            bracket = text.IndexOf((byte)'<');
            if (bracket < 0)
            {
                return ParseAddressSpec(text, start, ref parts);
            }

            ParseTokens(text, start, bracket, ref parts);
        }

        var close = text[bracket..].IndexOf((byte)'>');
        if (close < 0)
        {
            parts.Faults |= SipFieldFaults.UnbalancedBracket;
            parts.UriText = new(bracket + 1, text.Length);
            return text.Length;
        }

        // A space before the bracket is a slip of many devices, one after the other bracket is not (RFC 4475 §3.1.2.14 has both).
        var uri = text[(bracket + 1)..(bracket + close)];
        var trimmed = uri.TrimEnd(" \t\r\n"u8);
        parts.Faults |= trimmed.Length < uri.Length ? SipFieldFaults.SpaceBeforeBracket : SipFieldFaults.None;
        parts.UriText = new(bracket + 1, bracket + 1 + trimmed.Length);
        return bracket + close + 1;
    }

    // display-name = *(token LWS); UTF-8 without quotes is against the grammar and common, so it is forgiven.
    private static void ParseTokens(ReadOnlySpan<byte> text, int start, int end, ref Parts parts)
    {
        var name = SipGrammar.Trim(text[start..end]);
        parts.DisplayName = new(start, start + name.Length);
        foreach (var value in name)
        {
            if (value < 0x80 && !SipGrammar.IsWhiteSpace(value) && !SipGrammar.Token.Contains(value))
            {
                parts.Faults |= SipFieldFaults.DisplayName;
                return;
            }
        }
    }

    // Without brackets, what follows a semicolon belongs to the header (RFC 3261 §20).
    private static int ParseAddressSpec(ReadOnlySpan<byte> text, int start, ref Parts parts)
    {
        var end = text.IndexOfAny((byte)';', (byte)'?');
        end = end < 0 ? text.Length : end;
        if (end < text.Length && text[end] == '?')
        {
            parts.Faults |= SipFieldFaults.UnbracketedHeaders;
            parts.UriText = new(start, text.Length);
            return text.Length;
        }

        parts.UriText = new(start, start + SipGrammar.Trim(text[start..end]).Length);
        return end;
    }

    private static void ParseParameters(ReadOnlySpan<byte> text, int index, ref Parts parts)
    {
        if (index == text.Length)
        {
            return;
        }

        parts.Parameters = new(index, text.Length);
        var left = SipParameterReader.MostParameters;
        while (SipParameterReader.TryRead(text, ref index, out var name, out var value, out var hasValue, ref parts.Faults) && left-- > 0)
        {
            if (SipGrammar.EqualsIgnoreCase(name.Of(text), "tag"u8))
            {
                KeepTag(text, value, ref parts);
            }
            else if (hasValue && value.IsEmpty)
            {
                parts.Faults |= SipFieldFaults.EmptyParameter;
            }
        }

        if (index < text.Length || left < 0)
        {
            parts.Faults |= SipFieldFaults.Parameter;
        }
    }

    // RFC 3261 §7.3.1: a parameter stands once. Of two tags, receivers take the first or the last. An empty one is read as one, and is as good as none.
    private static void KeepTag(ReadOnlySpan<byte> text, TextRange value, ref Parts parts)
    {
        if (parts.HasTag)
        {
            parts.Faults |= parts.Tag.Of(text).SequenceEqual(value.Of(text)) ? SipFieldFaults.None : SipFieldFaults.Parameter;
            return;
        }

        parts.Tag = value;
        parts.HasTag = true;
    }
}
