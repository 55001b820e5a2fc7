using SipIds.Sip.Parsing;

namespace SipIds.Sip;

/// <summary>Reads <c>host [ ":" port ]</c> (RFC 3261 §25.1) as URIs and Via hold it.</summary>
internal static class SipHostPort
{
    // RFC 1035 §2.3.4.
    private const int LongestName = 253;

    /// <summary>Reads from <paramref name="start"/> and returns the index of the first byte after host and port.</summary>
    public static int Parse(ReadOnlySpan<byte> text, int start, out TextRange host, out ushort port, ref SipFieldFaults faults)
    {
        port = 0;
        var index = ParseHost(text, start, out host, ref faults);
        return index < text.Length && text[index] == ':' ? ParsePort(text, index + 1, out port, ref faults) : index;
    }

    /// <summary>Reads the host from <paramref name="start"/> and returns the index of the first byte after it.</summary>
    public static int ParseHost(ReadOnlySpan<byte> text, int start, out TextRange host, ref SipFieldFaults faults)
    {
        var rest = text[start..];
        int length;
        if (!rest.IsEmpty && rest[0] == '[')
        {
            length = rest.IndexOf((byte)']') + 1;
            if (length < 4 || rest[1..(length - 1)].ContainsAnyExcept(SipGrammar.IPv6Reference))
            {
                faults |= length == 0 ? SipFieldFaults.UnbalancedBracket : SipFieldFaults.Host;
                length = length == 0 ? rest.Length : length;
            }
        }
        else
        {
            length = rest.IndexOfAny(SipGrammar.HostEnd);
            length = length < 0 ? rest.Length : length;
            if (length is 0 or > LongestName || rest[..length].ContainsAnyExcept(SipGrammar.Host))
            {
                faults |= SipFieldFaults.Host;
            }
        }

        host = new(start, start + length);
        return start + length;
    }

    /// <summary>Reads the digits from <paramref name="start"/> and returns the index of the first byte after them.</summary>
    public static int ParsePort(ReadOnlySpan<byte> text, int start, out ushort port, ref SipFieldFaults faults)
    {
        var index = start;
        var number = 0;
        while (index < text.Length && SipGrammar.IsDigit(text[index]))
        {
            number = Math.Min((number * 10) + (text[index] - '0'), ushort.MaxValue + 1);
            index++;
        }

        if (index == start || number > ushort.MaxValue)
        {
            faults |= SipFieldFaults.Port;
        }

        port = (ushort)number;
        return index;
    }
}
