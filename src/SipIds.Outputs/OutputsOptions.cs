using SipIds.Settings;

namespace SipIds.Outputs;

/// <summary>The section <c>outputs</c> of <c>sipcnf.yaml</c>: where live runs write, and how much.</summary>
public sealed record OutputsOptions : OutputSection
{
    /// <summary>How long an alert may wait before it is written.</summary>
    [Setting("How long an alert waits at the most before it is written.", Min = "10ms", Max = "1m", NeedsRestart = true)]
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How much may wait for a slow output.</summary>
    [Setting(
        """
        Bytes of alerts that may wait for each output that is slow or away; more are lost and counted. No output ever
        holds up a packet.
        """,
        Min = "128KiB", Max = "1GiB", NeedsRestart = true)]
    public ByteSize Queue { get; init; } = ByteSize.FromKiB(4 * 1024);

    /// <summary>Alerts of one event about one sender.</summary>
    [Setting(
        """
        Alerts of one event about one sender in a period, before only each doubling makes one, which then says how many
        were held back; 0 for no bound. Events that count have their limits instead.
        """,
        Min = 0, Max = 1_000_000)]
    public int AlertsPerSender { get; init; } = 10;

    /// <summary>Alerts of one event about all senders.</summary>
    [Setting(
        """
        Alerts of one event in a period, from however many senders, before only each doubling makes one; 0 for no bound.
        Whoever forges ever new senders would have a first alert for each: this is 16 a second.
        """,
        Min = 0, Max = 1_000_000)]
    public int AlertsPerEvent { get; init; } = 1000;

    /// <summary>Alerts in a second.</summary>
    [Setting(
        """
        Alerts in one second; 0 for no bound. Low ones have a fifth of it, low and medium ones together a half, one
        event a quarter, so that no flood of notices hides an attack; the first high alert of an event in a second
        always has room. More are counted in the stats.
        """,
        Min = 0, Max = 1_000_000)]
    public int AlertsPerSecond { get; init; } = 200;

    /// <summary>Drop records about one sender in a second.</summary>
    [Setting(
        """
        Drop records about one sender in one second; 0 for no bound. A phone sends less, and the next record says how
        many of a flood were left out.
        """,
        Min = 0, Max = 1_000_000)]
    public int DropsPerSender { get; init; } = 20;

    /// <summary>Drop records in a second.</summary>
    [Setting("Drop records in one second; 0 for no bound. More are counted in the stats.", Min = 0, Max = 1_000_000)]
    public int DropsPerSecond { get; init; } = 200;
}
