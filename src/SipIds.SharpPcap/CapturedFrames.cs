using SharpPcap;
using SharpPcap.LibPcap;
using SipIds.Packets;

namespace SipIds.SharpPcap;

/// <summary>What SharpPcap says of a packet, in the words of the product.</summary>
internal static class CapturedFrames
{
    private const decimal NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The frame over the same bytes, without a number.</summary>
    public static CapturedFrame ToFrame(this scoped in PacketCapture capture, LinkType link) => new()
    {
        Time = capture.Header.Timeval.ToTimestamp(),
        Link = link,
        OriginalLength = OriginalLength(capture),
        Bytes = capture.Data,
    };

    /// <summary>The moment, whatever a capture file claims.</summary>
    public static Timestamp ToTimestamp(this PosixTimeval time)
    {
        var seconds = time.Value;
        if (seconds > long.MaxValue)
        {
            // libpcap takes the 32 bits of a capture file for signed and SharpPcap those for unsigned: a date after 2038.
            seconds += uint.MaxValue - (decimal)ulong.MaxValue;
        }

        return new((long)Math.Clamp(seconds * NanosecondsPerSecond, 0, long.MaxValue));
    }

    // Only libpcap's own header knows that a frame was cut.
    private static int OriginalLength(scoped in PacketCapture capture) => capture.Header is PcapHeader header
        ? Math.Max((int)Math.Min(header.PacketLength, int.MaxValue), capture.Data.Length)
        : capture.Data.Length;
}
