namespace SipIds.Events;

/// <summary>What is done with a packet that raises an event, as <c>events:</c> in <c>sipcnf.yaml</c> writes it.</summary>
public enum EventAction : byte
{
    /// <summary>The event is not reported and drops nothing.</summary>
    Off,

    /// <summary>The event is reported and the packet passes.</summary>
    Alert,

    /// <summary>The event is reported and the packet is dropped.</summary>
    Drop,

    /// <summary>The packet is dropped. Its sender is to be put on a list of blocked senders, once there is one.</summary>
    Block,

    /// <summary>The packet is dropped, and a sender whose address is proved is told so: 503 where it is one too many, else 403.</summary>
    Reject,
}
