using SipIds.Settings;

namespace SipIds.Packets.Sources;

/// <summary>How an interface is watched. A source leaves aside what it has no use for.</summary>
public sealed record CaptureOptions
{
    /// <summary>How large the ring is that the kernel writes frames into.</summary>
    [Setting(
        """
        Size of the ring in which frames wait on each interface. It bridges pauses: 64MiB are a third of a second of
        200,000 messages a second.
        """,
        Min = "2MiB", Max = "1GiB")]
    public ByteSize Ring { get; init; } = ByteSize.FromKiB(64 * 1024);

    /// <summary>How long a frame may wait in a block of the ring that does not fill.</summary>
    [Setting(
        """
        How long a frame may wait in a block of the ring that does not fill. Shorter shows alerts earlier and costs more
        wake-ups.
        """,
        Min = "1ms", Max = "1s")]
    public TimeSpan BlockTimeout { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Whether frames for other stations are taken.</summary>
    [Setting("Whether frames for other stations are taken, as a mirror port needs it.")]
    public bool Promiscuous { get; init; } = true;

    /// <summary>What the kernel hands over.</summary>
    [Setting("What the kernel hands over.")]
    public CaptureFilter Filter { get; init; } = CaptureFilter.Ports;
}

/// <summary>What the kernel hands over of the frames that pass an interface.</summary>
public enum CaptureFilter : byte
{
    /// <summary>Every frame.</summary>
    [Setting("no filter, every frame")]
    None,

    /// <summary>What may carry SIP of the configured ports.</summary>
    [Setting("what may carry SIP of `ports`, with fragments, tags and tunnels; SIP on other ports is not seen")]
    Ports,
}
