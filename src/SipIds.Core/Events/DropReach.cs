namespace SipIds.Events;

/// <summary>What <see cref="EventDescriptor.Drop"/> says of most events, in the same words.</summary>
public static class DropReach
{
    /// <summary>For an event that judges a message by itself.</summary>
    public const string Message =
        "That message and its retransmissions, until its transaction would have ended; nothing else of its sender, and nobody else.";

    /// <summary>For an event that is reported and drops nothing unless <c>events:</c> says so.</summary>
    public const string Nothing =
        "Nothing, unless `events:` gives it the action drop: then that message and its retransmissions, until its transaction would have ended.";
}
