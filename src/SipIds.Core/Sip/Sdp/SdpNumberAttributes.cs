using System.Text;

namespace SipIds.Sip.Sdp;

/// <summary>The attributes whose value begins with a number: <c>ptime</c> (RFC 8866 §6.4), <c>rtcp</c> (RFC 3605 §2.1), <c>ssrc</c> (RFC 5576 §4.1) and others.</summary>
internal static class SdpNumberAttributes
{
    private const int LongestName = 24;

    private static readonly byte[][] s_names =
    [
        .. new[]
        {
            "ptime", "maxptime", "rtcp", "ssrc", "extmap", "sctp-port", "sctpmap", "max-message-size", "framerate",
            "T38FaxVersion", "T38MaxBitRate", "T38FaxMaxBuffer", "T38FaxMaxDatagram",
        }.Select(Encoding.ASCII.GetBytes),
    ];

    /// <summary>Whether the attribute line that <paramref name="text"/> begins with is one of them, with a longer number than 64 bits have.</summary>
    public static bool IsOverlong(ReadOnlySpan<byte> text)
    {
        var colon = text[..Math.Min(text.Length, LongestName)].IndexOf((byte)':');
        return colon > 0 && text.Length > colon + 1 && SipGrammar.IsDigit(text[colon + 1]) && SdpLineSyntax.BeginsWithLongNumber(text[(colon + 1)..]) && IsKnown(text[2..colon]);
    }

    private static bool IsKnown(ReadOnlySpan<byte> name)
    {
        foreach (var known in s_names)
        {
            if (Ascii.EqualsIgnoreCase(name, known))
            {
                return true;
            }
        }

        return false;
    }
}
