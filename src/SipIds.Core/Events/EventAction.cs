using SipIds.Settings;

namespace SipIds.Events;

/// <summary>What is done with a packet that raises an event, as <c>events:</c> in <c>sipcnf.yaml</c> writes it. The numbers are no order: <see cref="EventActions"/> says what each does.</summary>
public enum EventAction : byte
{
    /// <summary>The event is not reported and drops nothing.</summary>
    [Setting("it is not reported and drops nothing")]
    Off,

    /// <summary>The event is reported and the packet passes.</summary>
    [Setting("it is reported, and the packet passes")]
    Alert,

    /// <summary>The event is reported and the packet is dropped.</summary>
    [Setting("it is reported, and the packet is dropped")]
    Drop,

    /// <summary>The packet is dropped. Its sender, where the address is proved, is put on the list of blocked senders.</summary>
    [Setting("drop, and all SIP that a sender whose address is proved sends is dropped unread for block_time")]
    Block,

    /// <summary>The packet is dropped, and a sender whose address is proved is told so: 503 where it is one too many, else 403.</summary>
    [Setting(
        """
        drop; over UDP a sender whose address is proved is told so, 503 with Retry-After where it is one too many and
        403 otherwise, so that its phone does not send on. Whom somebody else may have forged is told nothing, for the
        answer would go to him
        """)]
    Reject,

    /// <summary>The packet passes whatever else it raises, and nothing of it is reported.</summary>
    [Setting("the packet passes whatever else it raises, and nothing of it is reported: only for events that no attacker can raise at will")]
    Pass,

    /// <summary>The event is recorded and is no alert; the packet passes.</summary>
    [Setting("it is recorded in the EVE and packet logs, and is no alert; the packet passes")]
    Log,
}
