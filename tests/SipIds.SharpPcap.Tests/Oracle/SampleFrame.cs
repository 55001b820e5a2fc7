using SipIds.Packets;

namespace SipIds.SharpPcap.Tests.Oracle;

/// <summary>A frame that is kept.</summary>
internal readonly record struct SampleFrame(Timestamp Time, LinkType Link, int OriginalLength, byte[] Bytes)
{
    public CapturedFrame ToFrame() => new() { Time = Time, Link = Link, OriginalLength = OriginalLength, Bytes = Bytes };
}
