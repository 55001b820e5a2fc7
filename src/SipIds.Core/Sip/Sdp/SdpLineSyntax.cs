using System.Buffers;

namespace SipIds.Sip.Sdp;

/// <summary>The grammar of the lines that say where media goes (RFC 8866 §9).</summary>
internal static class SdpLineSyntax
{
    // 2^64 has 20 digits.
    private const int MaxDigits = 20;
    private const int MaxPayloadType = 127;

    // Brackets around an IPv6 address are against the grammar and common.
    private static readonly SearchValues<byte> s_address =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.:-_/[]"u8);

    private static readonly SearchValues<byte> s_word =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+/"u8);

    /// <summary>Judges the line that <paramref name="text"/> begins with; lines of other letters are in order.</summary>
    public static SdpFault Check(ReadOnlySpan<byte> text)
    {
        if (text.StartsWith("t=0 0\r"u8))
        {
            return SdpFault.None;
        }

        var end = text.IndexOf((byte)'\n');
        end = end < 0 ? text.Length : end;
        while (text[end - 1] is (byte)'\r' or (byte)' ')
        {
            end--;
        }

        var value = text[2..end];
        return text[0] switch
        {
            (byte)'o' when !IsOrigin(value) => SdpFault.Origin,
            (byte)'c' when !IsConnection(value) => SdpFault.Connection,
            (byte)'t' when !IsTime(value) => SdpFault.Time,
            (byte)'m' when !IsMedia(value) => SdpFault.Media,
            _ => SdpFault.None,
        };
    }

    // Some put a blank into the user, so the line is read from its end.
    private static bool IsOrigin(ReadOnlySpan<byte> value)
    {
        var network = value.IndexOf(" IN IP"u8);
        if (network < 0 || !IsConnection(value[(network + 1)..]))
        {
            return false;
        }

        value = value[..network];
        var version = value.LastIndexOf((byte)' ');
        var id = version < 0 ? -1 : value[..version].LastIndexOf((byte)' ');
        return id > 0 && IsNumber(value[(version + 1)..]) && IsNumber(value[(id + 1)..version]) && value[0] != ' ';
    }

    private static bool IsConnection(ReadOnlySpan<byte> value) =>
        value.Length > 7
        && value.StartsWith("IN IP"u8)
        && (value[5] is (byte)'4' or (byte)'6')
        && value[6] == ' '
        && !value[7..].ContainsAnyExcept(s_address);

    private static bool IsTime(ReadOnlySpan<byte> value)
    {
        var space = value.IndexOf((byte)' ');
        return space > 0 && IsNumber(value[..space]) && IsNumber(value[(space + 1)..]);
    }

    private static bool IsMedia(ReadOnlySpan<byte> value)
    {
        var media = SdpWords.Take(ref value);
        var port = SdpWords.Take(ref value);
        var protocol = SdpWords.Take(ref value);

        // RFC 3264 §6: the formats of a refused stream are of no use, and often left out.
        var hasFormats = !value.IsEmpty || port.SequenceEqual("0"u8);
        return IsWord(media) && IsPort(port) && IsWord(protocol) && hasFormats && (!protocol.StartsWith("RTP/"u8) || ArePayloadTypes(value));
    }

    private static bool IsWord(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(s_word);

    private static bool IsPort(ReadOnlySpan<byte> text)
    {
        var slash = text.IndexOf((byte)'/');
        return SipGrammar.TryReadNumber(slash < 0 ? text : text[..slash], ushort.MaxValue, out _)
            && (slash < 0 || IsNumber(text[(slash + 1)..]));
    }

    private static bool ArePayloadTypes(ReadOnlySpan<byte> formats)
    {
        var number = 0;
        foreach (var value in formats)
        {
            if (value == ' ')
            {
                number = 0;
            }
            else if (!SipGrammar.IsDigit(value) || (number = (number * 10) + (value - '0')) > MaxPayloadType)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsNumber(ReadOnlySpan<byte> text) => text.Length is > 0 and <= MaxDigits && !text.ContainsAnyExcept(SipGrammar.Digits);
}
