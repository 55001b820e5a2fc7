using SipIds.Capture.AfPacket;
using SipIds.Capture.Bridge;
using SipIds.Settings;

namespace SipIds.Host.Settings;

/// <summary>Settings of live runs: the section <c>live</c> of <c>sipcnf.yaml</c>, and two keys at its top level.</summary>
internal sealed record LiveOptions
{
    /// <summary>What becomes of packets that cannot be inspected.</summary>
    [Setting("What becomes of packets when ids or ips cannot inspect them, for a crash, a hang or an overload: open (they pass) or closed (they do not).", TopLevel = true, NeedsRestart = true)]
    public FailureMode OnFailure { get; init; } = FailureMode.Open;

    /// <summary>The file that keeps what was learnt.</summary>
    [Setting("File in which what was learnt outlives a restart of ids and ips: who proved what (standing), and what takes weeks (behaviour, thresholds.adaptive); empty for none. It holds the secret of its hashes, so only its owner can read it.",
        TopLevel = true, NeedsRestart = true)]
    public string State { get; init; } = "";

    /// <summary>How often the EVE log gets a stats record.</summary>
    [Setting("How often ids and ips write a stats record into the EVE log; 0s never.", Min = "0s", Max = "1d", TopLevel = true)]
    public TimeSpan StatsInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one packet may take.</summary>
    [Setting("How long the pipeline may be busy with one batch of packets before it is taken to hang: then traffic is let go on or not, as on_failure says, and the process ends.",
        Min = "100ms", Max = "10m", NeedsRestart = true)]
    public TimeSpan Watchdog { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How late a packet may be inspected.</summary>
    [Setting("How long a packet may have waited when its turn comes, inline. Later ones pass uninspected where on_failure is open, until the backlog is worked off; where it is closed they wait.",
        Min = "10ms", Max = "1m")]
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How interfaces are watched.</summary>
    [Setting("How ids watches an interface.", NeedsRestart = true)]
    public AfPacketOptions Capture { get; init; } = new();

    /// <summary>How interfaces are bridged.</summary>
    [Setting("How ips --bridge joins two interfaces.", NeedsRestart = true)]
    public BridgeOptions Bridge { get; init; } = new();

    /// <summary>How queues are read.</summary>
    [Setting("How ips --queue reads a queue.", NeedsRestart = true)]
    public QueueOptions Queue { get; init; } = new();
}

/// <summary>How a queue of the kernel's NFQUEUE is read.</summary>
internal sealed record QueueOptions
{
    /// <summary>How many packets may wait for their verdict.</summary>
    [Setting("Packets that may wait for their verdict in one queue. Where on_failure is open more pass uninspected, and the kernel does not count them: leave it so large that the buffer is full first.",
        Min = 1, Max = 1_000_000)]
    public int Length { get; init; } = 65_536;

    /// <summary>How much may wait to be read.</summary>
    [Setting("Size of the buffer in which packets of one queue wait to be read, some 2 KiB each. What waits here under overload is late, so more is not better.", Min = "64KiB", Max = "1GiB")]
    public ByteSize Buffer { get; init; } = ByteSize.FromKiB(8 * 1024);
}

/// <summary>What becomes of packets that cannot be inspected.</summary>
internal enum FailureMode : byte
{
    /// <summary>They pass.</summary>
    Open,

    /// <summary>They do not.</summary>
    Closed,
}
