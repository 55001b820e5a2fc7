using SipIds.Settings;

namespace SipIds.Calls;

/// <summary>The call table cnxmap: how much it holds, and how long each state is remembered on the packets' clock.</summary>
public sealed record CallTableOptions
{
    /// <summary>Calls that there is room for.</summary>
    [Setting("Calls that there is room for, at 0.6 KiB each. Half-open calls give way first when it is full.", Min = 64, Max = 8_388_608)]
    public int Capacity { get; init; } = 65_536;

    /// <summary>Transactions that there is room for.</summary>
    [Setting("Transactions that there is room for, at 0.2 KiB each: all that were sent within half a minute.", Min = 64, Max = 8_388_608)]
    public int Transactions { get; init; } = 65_536;

    /// <summary>How long an INVITE may go without a provisional response, and a BYE without its answer.</summary>
    [Setting("How long an unanswered INVITE is remembered (RFC 3261 timer C is above 3 minutes), and a call whose BYE nobody answers.", Min = "1s", Max = "1h")]
    public TimeSpan WaitFinal { get; init; } = TimeSpan.FromMinutes(3.5);

    /// <summary>How long a call may ring, or wait after a 100, from one provisional response to the next.</summary>
    [Setting("How long a call is remembered after a provisional response: announcements and queues ring for 12 minutes and more.", Min = "1s", Max = "1h")]
    public TimeSpan Early { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an answered call is remembered without its ACK.</summary>
    [Setting("How long an answered call is remembered without its ACK; media may flow on a path that hides it.", Min = "1s", Max = "24h")]
    public TimeSpan WaitAck { get; init; } = TimeSpan.FromHours(2);

    /// <summary>How long an established call is remembered without a message.</summary>
    [Setting("How long an established call is remembered after its last message; session timers (RFC 4028) send one every half hour, and a line that is left open without them may go a day without any.", Min = "1m", Max = "7d")]
    public TimeSpan Active { get; init; } = TimeSpan.FromDays(2);

    /// <summary>How long a call is remembered after its BYE or its failure.</summary>
    [Setting("How long a call is remembered after its end, for retransmissions and late answers (RFC 3261 timer B, 32 s).", Min = "1s", Max = "1h")]
    public TimeSpan Ended { get; init; } = TimeSpan.FromSeconds(40);
}
