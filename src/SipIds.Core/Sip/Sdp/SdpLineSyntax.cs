using System.Buffers;

namespace SipIds.Sip.Sdp;

/// <summary>The grammar of the lines that say where media goes, and of those that name the session (RFC 8866 §9).</summary>
internal static class SdpLineSyntax
{
    /// <summary>The longest host name (RFC 1035 §2.3.4).</summary>
    public const int LongestHost = 253;

    /// <summary>The longest name of a media type or subtype (RFC 6838 §4.2).</summary>
    public const int LongestType = 127;

    // 2^64 has 20 digits.
    private const int MaxDigits = 20;
    private const int FewestTimeDigits = 10;
    private const int MaxPayloadType = 127;
    private const int LongestName = 255;

    // With its letter, its equals sign and its line end.
    private const int LongestNameLine = LongestName + 4;
    private const int PartsOfIPv4 = 4;
    private const int HighestOfByte = 255;

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

        if (text[0] == 'a')
        {
            return SdpAttributeSyntax.Check(text);
        }

        var value = ValueOf(text);
        return text[0] switch
        {
            (byte)'o' => CheckOrigin(value),
            (byte)'c' => CheckConnection(value, SdpFault.Connection),
            (byte)'s' when text.Length > LongestNameLine && text[..LongestNameLine].IndexOf((byte)'\n') < 0 => SdpFault.Name,
            (byte)'t' => CheckTime(value),
            (byte)'m' => CheckMedia(value),
            _ => SdpFault.None,
        };
    }

    /// <summary>What stands behind the equals sign of the line that the text begins with, without its end and blanks before it.</summary>
    public static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOf((byte)'\n');
        end = end < 0 ? text.Length : end;
        while (text[end - 1] is (byte)'\r' or (byte)' ')
        {
            end--;
        }

        return text[2..end];
    }

    /// <summary>Whether the text is a number of 64 bits at the most, but for its size.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text) => text.Length is > 0 and <= MaxDigits && !text.ContainsAnyExcept(SipGrammar.Digits);

    /// <summary>What is wrong with a text that is to be a number and is none.</summary>
    public static SdpFault NumberFault(ReadOnlySpan<byte> text, SdpFault otherwise) =>
        text.Length > MaxDigits && !text.ContainsAnyExcept(SipGrammar.Digits) ? SdpFault.Overlong : otherwise;

    /// <summary>Whether the text begins with more digits than a number of 64 bits has.</summary>
    public static bool BeginsWithLongNumber(ReadOnlySpan<byte> text) => text.Length > MaxDigits && !text[..(MaxDigits + 1)].ContainsAnyExcept(SipGrammar.Digits);

    // Some put a blank into the user, so the line is read from its end.
    private static SdpFault CheckOrigin(ReadOnlySpan<byte> value)
    {
        var network = value.IndexOf(" IN IP"u8);
        if (network < 0)
        {
            return SdpFault.Origin;
        }

        var connection = CheckConnection(value[(network + 1)..], SdpFault.Origin);
        if (connection is not SdpFault.None)
        {
            return connection;
        }

        value = value[..network];
        var version = value.LastIndexOf((byte)' ');
        var id = version < 0 ? -1 : value[..version].LastIndexOf((byte)' ');
        if (id <= 0 || value[0] == ' ')
        {
            return SdpFault.Origin;
        }

        return !IsNumber(value[(version + 1)..]) ? NumberFault(value[(version + 1)..], SdpFault.Origin)
            : !IsNumber(value[(id + 1)..version]) ? NumberFault(value[(id + 1)..version], SdpFault.Origin)
            : id > LongestName ? SdpFault.Name
            : SdpFault.None;
    }

    private static SdpFault CheckConnection(ReadOnlySpan<byte> value, SdpFault otherwise)
    {
        if (value.Length <= 7 || !value.StartsWith("IN IP"u8) || value[5] is not ((byte)'4' or (byte)'6') || value[6] != ' ')
        {
            return otherwise;
        }

        // Behind a slash stand how far and to how many.
        var address = value[7..];
        return address.Length > LongestHost && address.IndexOfAny((byte)'/', (byte)' ') is < 0 or > LongestHost ? SdpFault.Overlong
            : address.IndexOf((byte)'/') is > 0 and var slash && BeginsWithLongNumber(address[(slash + 1)..]) ? SdpFault.Overlong
            : address.ContainsAnyExcept(s_address) || address[0] is (byte)'-' or (byte)'.' || IsBrokenIPv4(address) ? otherwise
            : SdpFault.None;
    }

    // Digits and dots alone are no host name: the last label of one begins with a letter (RFC 3261 §25.1).
    private static bool IsBrokenIPv4(ReadOnlySpan<byte> address)
    {
        var (parts, number, digits) = (1, 0, 0);
        foreach (var value in address)
        {
            if (SipGrammar.IsDigit(value))
            {
                number = Math.Min((number * 10) + (value - '0'), HighestOfByte + 1);
                digits++;
            }
            else if (value == '.' && digits > 0 && number <= HighestOfByte)
            {
                (parts, number, digits) = (parts + 1, 0, 0);
            }
            else
            {
                // A name, an IPv6 address, or what stands behind a slash.
                return value == '/' && !(parts == PartsOfIPv4 && digits > 0 && number <= HighestOfByte);
            }
        }

        return parts != PartsOfIPv4 || digits == 0 || number > HighestOfByte;
    }

    private static SdpFault CheckTime(ReadOnlySpan<byte> value)
    {
        var space = value.IndexOf((byte)' ');
        return space <= 0 ? SdpFault.Time
            : TimeFault(value[..space]) is not SdpFault.None and var fault ? fault
            : TimeFault(value[(space + 1)..]);
    }

    private static SdpFault TimeFault(ReadOnlySpan<byte> text) =>
        text is [(byte)'0'] ? SdpFault.None
        : !IsNumber(text) ? NumberFault(text, SdpFault.Time)
        : text.Length < FewestTimeDigits ? SdpFault.Time
        : SdpFault.None;

    private static SdpFault CheckMedia(ReadOnlySpan<byte> value)
    {
        var media = SdpWords.Take(ref value);
        var port = SdpWords.Take(ref value);
        var protocol = SdpWords.Take(ref value);

        // RFC 3264 §6: the formats of a refused stream are of no use, and often left out.
        var hasFormats = !value.IsEmpty || port.SequenceEqual("0"u8);
        var isFine = IsWord(media) && IsPort(port) && IsWord(protocol) && hasFormats && (!protocol.StartsWith("RTP/"u8) || ArePayloadTypes(value));
        return media.Length > LongestType || protocol.Length > LongestType || HasLongWord(value) || NumberFault(port, SdpFault.None) is not SdpFault.None ? SdpFault.Overlong
            : isFine ? SdpFault.None
            : SdpFault.Media;
    }

    private static bool HasLongWord(ReadOnlySpan<byte> text)
    {
        while (text.Length > LongestType)
        {
            var end = text.IndexOf((byte)' ');
            if (end is < 0 or > LongestType)
            {
                return true;
            }

            text = text[(end + 1)..];
        }

        return false;
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
}
