namespace SipIds.Events;

/// <summary>Events that the pipeline itself reports, whichever preprocessors run.</summary>
public static class PipelineEvents
{
    /// <summary>6002: a packet of a sender on the block list.</summary>
    public static EventDescriptor SenderBlocked { get; } = new(Gid.Sip, 6002, "sender-blocked", Severity.Medium, EventAction.Drop,
        "A packet of SIP from an address that an event with the action block has put on the list of blocked senders. It is dropped before it is read, so the alert has no message; it is written at the first packet and at each doubling.")
    {
        Title = "Packet of a blocked sender",
        Drop = "All SIP that comes from the address, of IPv6 from its /64, for `block_time` after the last event that blocked it, calls that are up included; media passes. "
            + "Never an address of `trusted`, `proxy_ip` or `peers`, one where users have registered, a server that asks for passwords, or an emergency call.",
        Settings = ["block_time", "block_list"],
        FalseAlarm = "A NAT behind which nobody has registered, and one of several users did what was blocked: take the action drop for that event, or put the address into `peers`.",
    };
}
