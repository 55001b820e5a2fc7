using SharpPcap;
using SipIds.Packets.Sources;
using SipIds.Settings;

namespace SipIds.SharpPcap;

/// <summary>How <see cref="SharpPcapSource.Open(ICaptureDevice, SharpPcapOptions)"/> opens a device. What a device has no use for, it leaves aside: a capture file has no kernel buffer.</summary>
public sealed record SharpPcapOptions
{
    private const int ShortestFrame = 64;
    private const int SmallestBacklog = 4096;

    // For the drivers zero means to gather without end.
    private static readonly TimeSpan s_shortestTimeout = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan s_longestTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Which frames the device hands over, in its own language: for libpcap and Npcap that of pcap-filter(7), such as <c>udp port 5060</c>. All if null.</summary>
    /// <remarks>A filter by ports loses fragments, VLAN tags and tunnels, in which attacks like to hide.</remarks>
    public string? Filter { get; init; }

    /// <summary>Whether frames for other machines are wanted too, as on a mirror port.</summary>
    public bool Promiscuous { get; init; } = true;

    /// <summary>What is kept of a longer frame.</summary>
    public ByteSize SnapLength { get; init; } = ByteSize.FromKiB(256);

    /// <summary>How much the kernel or driver may hold until it is fetched; the system may give less.</summary>
    public ByteSize KernelBuffer { get; init; } = ByteSize.FromKiB(16 * 1024);

    /// <summary>How much may wait between the thread that fetches and the one that reads.</summary>
    public ByteSize Backlog { get; init; } = ByteSize.FromKiB(8 * 1024);

    /// <summary>How long the kernel or driver may gather frames before it hands them over.</summary>
    public TimeSpan ReadTimeout { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The options of a run's settings.</summary>
    internal static SharpPcapOptions Of(CaptureOptions capture) => new()
    {
        Promiscuous = capture.Promiscuous,
        KernelBuffer = capture.Ring,
        ReadTimeout = capture.BlockTimeout,
    };

    /// <summary>What is wrong with these options, in one sentence; null if nothing is.</summary>
    internal string? Fault =>
        SnapLength.Bytes is < ShortestFrame or > int.MaxValue ? $"{nameof(SnapLength)} is from {ShortestFrame} bytes to 2 GiB."
        : KernelBuffer.Bytes is <= 0 or > int.MaxValue ? $"{nameof(KernelBuffer)} is from 1 byte to 2 GiB."
        : Backlog.Bytes is < SmallestBacklog or > int.MaxValue ? $"{nameof(Backlog)} is from 4 KiB to 2 GiB."
        : ReadTimeout < s_shortestTimeout || ReadTimeout > s_longestTimeout ? $"{nameof(ReadTimeout)} is from 1 ms to 10 s."
        : null;
}
