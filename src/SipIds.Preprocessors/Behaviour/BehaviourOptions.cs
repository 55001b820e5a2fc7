using SipIds.Preprocessing;
using SipIds.Settings;

namespace SipIds.Preprocessors.Behaviour;

/// <summary>The section <c>behaviour</c> of <c>sipcnf.yaml</c>.</summary>
[Setting(
    """
    Both events are only alerts. Off, because it needs weeks of one network's traffic: switch it on for a live run,
    and name a state file. See docs/tuning.md.
    """)]
public sealed record BehaviourOptions : PreprocessorOptions
{
    /// <summary>Off unless it is wanted: it needs weeks of one network's traffic.</summary>
    public BehaviourOptions() => Enabled = false;

    /// <summary>How long something is watched before it is judged.</summary>
    [Setting(
        """
        How long a user, source, target or mix is watched before anything is reported of it. A week shows every hour of
        the week once.
        """,
        Min = "1h", Max = "90d")]
    public TimeSpan Learn { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Requests in an hour of which nothing is said.</summary>
    [Setting(
        """
        Requests in an hour that no user has to explain, whatever he did before: a person may make as many on a busy
        day. A source address, behind which there may be several users, has twice as many.
        """,
        Min = 1, Max = 1_000_000)]
    public int Minimum { get; init; } = 100;

    /// <summary>How many standard deviations above what is usual is far above it.</summary>
    [Setting(
        """
        Standard deviations above the usual rate that are far above it. People call in bursts: six would be exceeded
        every few weeks by somebody.
        """,
        Min = 3, Max = 100)]
    public int Deviations { get; init; } = 8;

    /// <summary>How far a limit may grow with what it learns.</summary>
    [Setting(
        """
        How many times what it was after the first learning a limit may ever be, so that nobody teaches it a flood
        little by little. What really grew beyond it is learnt anew when the state file is removed.
        """,
        Min = 1, Max = 1000)]
    public int Ceiling { get; init; } = 4;

    /// <summary>Rates that there is room for.</summary>
    [Setting(
        """
        Rates that there is room for, at 0.4 KiB each: two or three for each user, one or two for each source and
        server. Those known longest are evicted last.
        """,
        Min = 64, Max = 1_048_576, NeedsRestart = true)]
    public int Rates { get; init; } = 16_384;

    /// <summary>Addresses whose mix of messages there is room for.</summary>
    [Setting(
        """
        Addresses whose mix of INVITE, 200, ACK and BYE there is room for, at 0.1 KiB each: servers and trunks. The mix
        of all traffic is always watched.
        """,
        Min = 16, Max = 65_536, NeedsRestart = true)]
    public int Mixes { get; init; } = 1024;
}
