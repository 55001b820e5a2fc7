using System.Buffers.Binary;

namespace SipIds.Sip.Sdp;

/// <summary>The grammar of the attributes by which parsers were overflown: <c>rtpmap</c> (RFC 8866 §6.6), <c>crypto</c> (RFC 4568 §9.1) and those of ICE (RFC 8839 §5).</summary>
internal static class SdpAttributeSyntax
{
    private const int BeginningLength = 8;

    // "a=", a name of 127 bytes, as media types have it, and a line end; attributes have forty.
    private const int LongestLine = 2 + SdpLineSyntax.LongestType + 2;
    private const int MaxPayloadType = 127;
    private const int FewestUserBytes = 4;
    private const int FewestPasswordBytes = 22;
    private const int LongestCredential = 256;

    // Suites have 30 letters, the longest key and salt 64; several keys stand in one word.
    private const int LongestTag = 9;
    private const int LongestKeys = 1024;

    private static readonly ulong s_map = Beginning("a=rtpmap"u8);
    private static readonly ulong s_crypto = Beginning("a=crypto"u8);
    private static readonly ulong s_candidate = Beginning("a=candid"u8);
    private static readonly ulong s_iceUser = Beginning("a=ice-uf"u8);
    private static readonly ulong s_icePassword = Beginning("a=ice-pw"u8);

    /// <summary>Judges the attribute line that <paramref name="text"/> begins with; others are in order if they have a name.</summary>
    public static SdpFault Check(ReadOnlySpan<byte> text)
    {
        var beginning = text.Length < BeginningLength ? 0 : Beginning(text);
        if (beginning != s_map && beginning != s_candidate && beginning != s_crypto && beginning != s_iceUser && beginning != s_icePassword)
        {
            return text.Length <= 2 || !SipGrammar.Token.Contains(text[2]) || text[2] == '%' ? SdpFault.Attribute
                : text.Length > LongestLine && text[..LongestLine].IndexOfAny((byte)':', (byte)'\n') < 0 ? SdpFault.Name
                : SdpNumberAttributes.IsOverlong(text) ? SdpFault.Overlong
                : SdpFault.None;
        }

        var line = SdpLineSyntax.ValueOf(text);
        var colon = line.IndexOf((byte)':');
        var value = colon < 0 ? default : line[(colon + 1)..].TrimStart((byte)' ');
        return line[..Math.Max(colon, 0)] switch
        {
            var name when name.SequenceEqual("rtpmap"u8) => CheckMap(value),
            var name when name.SequenceEqual("candidate"u8) => SdpCandidateSyntax.Check(value),
            var name when name.SequenceEqual("crypto"u8) => CheckCrypto(value),
            var name when name.SequenceEqual("ice-ufrag"u8) => CheckCredential(value, FewestUserBytes),
            var name when name.SequenceEqual("ice-pwd"u8) => CheckCredential(value, FewestPasswordBytes),
            _ => SdpFault.None,
        };
    }

    // payload type SP encoding name "/" clock rate ["/" parameters]
    private static SdpFault CheckMap(ReadOnlySpan<byte> value)
    {
        var type = SdpWords.Take(ref value);
        var encoding = value.TrimStart((byte)' ');
        var slash = encoding.IndexOf((byte)'/');
        var name = slash < 0 ? encoding : encoding[..slash];
        var rate = slash < 0 ? default : encoding[(slash + 1)..];
        var end = rate.IndexOfAny((byte)'/', (byte)' ');
        var clock = end < 0 ? rate : rate[..end];
        var isType = SipGrammar.TryReadNumber(type, MaxPayloadType, out _);
        var isName = !name.IsEmpty && !name.ContainsAnyExcept(SipGrammar.Token);

        // RFC 4475 itself leaves the rate out.
        var isClock = slash < 0 || (SipGrammar.TryReadNumber(clock, uint.MaxValue, out var hertz) && hertz > 0);
        return name.Length > SdpLineSyntax.LongestType ? SdpFault.Overlong
            : !isType ? SdpLineSyntax.NumberFault(type, SdpFault.Attribute)
            : !isClock ? SdpLineSyntax.NumberFault(clock, SdpFault.Attribute)
            : isName && (end < 0 || rate[end] == ' ' || end + 1 < rate.Length) && !rate[(end + 1)..].StartsWith("/"u8) ? SdpFault.None
            : SdpFault.Attribute;
    }

    // tag SP suite SP keys [SP parameters]
    private static SdpFault CheckCrypto(ReadOnlySpan<byte> value)
    {
        var tag = SdpWords.Take(ref value);
        var suite = SdpWords.Take(ref value);
        var keys = SdpWords.Take(ref value);
        return tag.Length > LongestTag || suite.Length > SdpLineSyntax.LongestType || keys.Length > LongestKeys ? SdpFault.Overlong
            : SdpLineSyntax.IsNumber(tag) && !suite.IsEmpty && !suite.ContainsAnyExcept(SipGrammar.Token) && keys.Contains((byte)':') ? SdpFault.None
            : SdpFault.Attribute;
    }

    private static SdpFault CheckCredential(ReadOnlySpan<byte> value, int fewest) =>
        value.Length > LongestCredential ? SdpFault.Overlong : value.Length < fewest ? SdpFault.Attribute : SdpFault.None;

    private static ulong Beginning(ReadOnlySpan<byte> text) => BinaryPrimitives.ReadUInt64LittleEndian(text);
}
