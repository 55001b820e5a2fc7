using SipIds.Capture.Bridge;
using SipIds.Packets.Sources;
using SipIds.Settings;

namespace SipIds.Host.Settings;

/// <summary>Settings of live runs: the section <c>live</c> of <c>sipcnf.yaml</c>, and two keys at its top level.</summary>
internal sealed record LiveOptions
{
    /// <summary>What becomes of packets that cannot be inspected.</summary>
    [Setting(
        """
        What becomes of packets that ips cannot inspect, for a crash, a hang or an overload. docs/live.md says what that
        means for a queue and for a bridge.
        """,
        TopLevel = true, NeedsRestart = true, Group = SettingGroup.Live)]
    public FailureMode OnFailure { get; init; } = FailureMode.Open;

    /// <summary>The file that keeps what was learnt.</summary>
    [Setting(
        """
        A file in which what was learnt outlives a restart of ids and ips: who proved what (standing), and what takes
        weeks (behaviour, thresholds.adaptive); empty for none. Inline, name one: without it nobody is known after a
        restart. It holds the secret of its hashes, so only its owner can read it.
        """,
        TopLevel = true, NeedsRestart = true, Group = SettingGroup.Live)]
    public string State { get; init; } = "";

    /// <summary>How often the EVE log gets a stats record.</summary>
    [Setting(
        "How often a stats record goes into the EVE log; 0s never.",
        Min = "0s", Max = "1d", TopLevel = true, Group = SettingGroup.Live)]
    public TimeSpan StatsInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one packet may take.</summary>
    [Setting(
        """
        How long the pipeline may be busy with one batch of packets before it is taken to hang. Then traffic goes on or
        not, as on_failure says, and the process ends.
        """,
        Min = "100ms", Max = "10m", NeedsRestart = true)]
    public TimeSpan Watchdog { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How late a packet may be inspected.</summary>
    [Setting(
        """
        How long a packet may have waited when its turn comes, inline. Where on_failure is open later ones pass
        uninspected until the backlog is worked off; where it is closed they wait.
        """,
        Min = "10ms", Max = "1m")]
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How interfaces are watched.</summary>
    [Setting("ids -i: how an interface is watched.", NeedsRestart = true)]
    public CaptureOptions Capture { get; init; } = new();

    /// <summary>How interfaces are bridged.</summary>
    [Setting("ips --bridge: how two interfaces are joined.", NeedsRestart = true)]
    public BridgeOptions Bridge { get; init; } = new();

    /// <summary>How queues are read.</summary>
    [Setting("ips --queue: how a queue is read.", NeedsRestart = true)]
    public QueueOptions Queue { get; init; } = new();
}

/// <summary>How a queue of the kernel's NFQUEUE is read.</summary>
internal sealed record QueueOptions
{
    /// <summary>How many packets may wait for their verdict.</summary>
    [Setting(
        """
        Packets that may wait for their verdict. Where on_failure is open more pass uninspected, and the kernel does not
        count them: leave it so large that the buffer is full first.
        """,
        Min = 1, Max = 1_000_000)]
    public int Length { get; init; } = 65_536;

    /// <summary>How much may wait to be read.</summary>
    [Setting(
        """
        Size of the buffer in which packets wait to be read, some 2 KiB each. What waits here under overload is late, so
        more is not better.
        """,
        Min = "64KiB", Max = "1GiB")]
    public ByteSize Buffer { get; init; } = ByteSize.FromKiB(8 * 1024);
}

/// <summary>What becomes of packets that cannot be inspected.</summary>
internal enum FailureMode : byte
{
    /// <summary>They pass.</summary>
    [Setting("they pass: a sensor that fails cuts off no call")]
    Open,

    /// <summary>They do not.</summary>
    [Setting("they do not: nothing passes that was not inspected")]
    Closed,
}
