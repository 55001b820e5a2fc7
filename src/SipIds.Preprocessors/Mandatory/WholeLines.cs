using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Reads what is left of a message whose head the capture cut short: what was cut accuses nobody.</summary>
internal sealed class WholeLines
{
    private readonly SipHeaderTable _table = new();

    /// <summary>Whether the capture ended before the headers did.</summary>
    public static bool AreAllThatIsLeftOf(in SipPacket packet) =>
        packet.Decoded.Truncated && (packet.Message.Anomalies & SipAnomalies.NoBlankLine) != SipAnomalies.None;

    /// <summary>The message without the line that was cut; empty if none is whole.</summary>
    public SipMessage Read(ReadOnlySpan<byte> payload)
    {
        SipParser.Parse(payload[..EndOfLast(payload)], _table, out var message);
        return message;
    }

    // A line is whole if another begins after it: what follows may be its continuation (RFC 3261 §7.3.1).
    private static int EndOfLast(ReadOnlySpan<byte> payload)
    {
        var end = payload.LastIndexOf((byte)'\n') + 1;
        while (end > 0 && (end == payload.Length || payload[end] is (byte)' ' or (byte)'\t' or (byte)'\r'))
        {
            end = payload[..(end - 1)].LastIndexOf((byte)'\n') + 1;
        }

        return end;
    }
}
