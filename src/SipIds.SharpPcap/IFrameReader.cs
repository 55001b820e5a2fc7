using SipIds.Packets;

namespace SipIds.SharpPcap;

/// <summary>How frames come out of a device. They have no number yet.</summary>
internal interface IFrameReader : IDisposable
{
    /// <summary>As <see cref="Packets.Sources.IPacketSource.TryRead"/>.</summary>
    bool TryRead(out CapturedFrame frame);

    /// <summary>As <see cref="Packets.Sources.ILiveSource.Wait"/>.</summary>
    bool Wait(TimeSpan longest);
}
