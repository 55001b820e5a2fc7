using System.Diagnostics;
using System.Text;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Capture.Tests.Lab;

/// <summary>A frame that a source handed over, kept.</summary>
internal sealed record Sight(byte[] Bytes, int OriginalLength, LinkType Link, Timestamp Time, long Number)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_silence = TimeSpan.FromMilliseconds(250);

    public Sight(in CapturedFrame frame)
        : this(frame.Bytes.ToArray(), frame.OriginalLength, frame.Link, frame.Time, frame.Number)
    {
    }

    /// <summary>What of it is text.</summary>
    public string Text => Encoding.ASCII.GetString(Bytes);

    /// <summary>Reads until so many frames came and then nothing any more, or until patience ends.</summary>
    public static List<Sight> Read(ILiveSource source, int count)
    {
        List<Sight> seen = [];
        var watch = Stopwatch.StartNew();
        while (true)
        {
            while (source.TryRead(out var frame))
            {
                seen.Add(new(frame));
            }

            if (!source.Wait(s_silence) && (seen.Count >= count || watch.Elapsed > s_patience))
            {
                return seen;
            }
        }
    }
}
