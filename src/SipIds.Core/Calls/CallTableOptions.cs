using SipIds.Settings;

namespace SipIds.Calls;

/// <summary>The call table cnxmap: how much it holds, and how long each state is remembered on the packets' clock.</summary>
public sealed record CallTableOptions
{
    /// <summary>Calls that there is room for.</summary>
    [Setting(
        """
        Calls that there is room for, at 0.6 KiB each. Half-open calls are evicted first when it is full. The default
        takes 38 MiB.
        """,
        Min = 64, Max = 8_388_608)]
    public int Capacity { get; init; } = 65_536;

    /// <summary>Transactions that there is room for.</summary>
    [Setting(
        """
        Transactions that there is room for, at 0.2 KiB each: all requests of half a minute. The default
        is about 2,000 a second.
        """,
        Min = 64, Max = 8_388_608)]
    public int Transactions { get; init; } = 65_536;

    /// <summary>How long an INVITE may go without a provisional response, and a BYE without its answer.</summary>
    [Setting(
        """
        How long an unanswered INVITE is remembered, and a call whose BYE nobody answers. RFC 3261's timer C is above 3
        minutes.
        """,
        Min = "1s", Max = "1h")]
    public TimeSpan WaitFinal { get; init; } = TimeSpan.FromMinutes(3.5);

    /// <summary>How long a call may ring, or wait after a 100, from one provisional response to the next.</summary>
    [Setting(
        """
        How long a call is remembered after a provisional response, 100 too. Announcements and queues let a caller wait
        for 12 minutes and more without another.
        """,
        Min = "1s", Max = "1h")]
    public TimeSpan Early { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an answered call is remembered without its ACK.</summary>
    [Setting(
        """
        How long an answered call is remembered without its ACK. The ACK may take a path that the sensor does not see,
        and the call goes on.
        """,
        Min = "1s", Max = "24h")]
    public TimeSpan WaitAck { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How long an established call is remembered without a message.</summary>
    [Setting(
        """
        How long an established call is remembered after its last message. Session timers (RFC 4028) send one every half
        hour, but not every phone has them, and a line may be left open for a day.
        """,
        Min = "1m", Max = "7d")]
    public TimeSpan Active { get; init; } = TimeSpan.FromDays(2);

    /// <summary>How long a call is remembered after its BYE or its failure.</summary>
    [Setting(
        "How long a call is remembered after its end, for retransmissions and late answers: RFC 3261's timer B is 32 s.",
        Min = "1s", Max = "1h")]
    public TimeSpan Ended { get; init; } = TimeSpan.FromSeconds(40);
}
