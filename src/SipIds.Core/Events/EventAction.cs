using SipIds.Settings;

namespace SipIds.Events;

/// <summary>What is done with a packet that raises an event, as <c>events:</c> in <c>sipcnf.yaml</c> writes it.</summary>
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

    /// <summary>The packet is dropped. Its sender is to be put on a list of blocked senders, once there is one.</summary>
    [Setting("drop, for now: a list of blocked senders is still to come")]
    Block,

    /// <summary>The packet is dropped, and a sender whose address is proved is told so: 503 where it is one too many, else 403.</summary>
    [Setting(
        """
        drop; over UDP a sender whose address is proved is told so, 503 with Retry-After where it is one too many and
        403 otherwise, so that its phone does not send on. Whom somebody else may have forged is told nothing, for the
        answer would go to him
        """)]
    Reject,
}
