namespace SipIds.Events;

/// <summary>An output that takes a record of each message that did not pass, beside the alerts.</summary>
public interface IDropOutput
{
    /// <summary>Writes one record. <paramref name="packet"/> is the packet that does not go on, or would not but for <c>action_drop: shadow</c>.</summary>
    void Write(in Drop drop, in SipPacket packet);
}

/// <summary>Why a message did not pass. Lives until the next packet.</summary>
public readonly ref struct Drop
{
    /// <summary>The event that decided: of those that drop, the worst.</summary>
    public required EventDescriptor Event { get; init; }

    /// <summary>Whether the message passed for <c>action_drop: shadow</c> alone.</summary>
    public bool WouldDrop { get; init; }

    /// <summary>The status code that its sender was refused with (<see cref="EventAction.Reject"/>); 0 where it was told nothing.</summary>
    public int RefusedWith { get; init; }

    /// <summary>How many records about the same sender were left out since its last, because there were too many in a second.</summary>
    public long LeftOut { get; init; }
}
