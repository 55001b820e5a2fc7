using SipIds.Sip;

namespace SipIds.Calls.Media;

/// <summary>The encoding names that are known by number, so that a stream keeps one byte of them (RFC 3551 §6 and the names registered since).</summary>
internal static class MediaEncodings
{
    private static readonly string[] s_names =
    [
        "", "PCMU", "GSM", "G723", "DVI4", "LPC", "PCMA", "G722", "L16", "QCELP", "CN", "MPA", "G728", "G729", "CelB", "JPEG", "nv", "H261", "MPV", "MP2T", "H263",
        "opus", "iLBC", "speex", "AMR", "AMR-WB", "EVS", "SILK", "G719", "G7221", "G726-16", "G726-24", "G726-32", "G726-40", "BV16", "BV32", "iSAC", "CLEARMODE", "telephone-event", "red",
        "H263-1998", "H263-2000", "H264", "H265", "VP8", "VP9", "AV1", "t140", "t38",
    ];

    // The payload types whose names RFC 3551 §6 fixes; "" for those that it leaves open.
    private static readonly string[] s_ofPayloadType =
    [
        "PCMU", "", "", "GSM", "G723", "DVI4", "DVI4", "LPC", "PCMA", "G722", "L16", "L16", "QCELP", "CN", "MPA", "G728", "DVI4", "DVI4", "G729", "",
        "", "", "", "", "", "CelB", "JPEG", "", "nv", "", "", "H261", "MPV", "MP2T", "H263",
    ];

    private static readonly byte[] s_codeOfPayloadType = [.. s_ofPayloadType.Select(name => (byte)Array.IndexOf(s_names, name))];

    private static readonly byte[][] s_lowerNames = [.. s_names.Select(name => System.Text.Encoding.ASCII.GetBytes(name.ToLowerInvariant()))];

    /// <summary>The name that a code stands for; empty for 0.</summary>
    public static string NameOf(byte code) => s_names[code];

    /// <summary>The code of what RFC 3551 §6 fixes for an RTP payload type; 0 for the others.</summary>
    public static byte CodeOf(int payloadType) => payloadType < s_codeOfPayloadType.Length ? s_codeOfPayloadType[payloadType] : (byte)0;

    /// <summary>The code of a name, in any case; 0 where it is not known.</summary>
    public static byte CodeOf(ReadOnlySpan<byte> name)
    {
        for (var code = 1; code < s_lowerNames.Length; code++)
        {
            if (SipGrammar.EqualsIgnoreCase(name, s_lowerNames[code]))
            {
                return (byte)code;
            }
        }

        return 0;
    }
}
