namespace SipIds.Events;

/// <summary>What <see cref="EventDescriptor.Drop"/> says of most events, in the same words.</summary>
public static class DropReach
{
    /// <summary>For an event that judges a message by itself.</summary>
    public const string Message =
        "That message and its retransmissions, until its transaction would have ended; nothing else of its sender, and nobody else.";

    /// <summary>For an event that counts and drops what is over its limit.</summary>
    public const string Share =
        "What is over the limit, of the kind that was counted, each message with its retransmissions, until the count is back under the limit: of strangers the networks and addresses with the largest shares first; "
        + "of users and peers that proved themselves only what nobody else could have forged, and only if they exceed the limit without the strangers. Calls that are up are never touched.";

    /// <summary>For an event that is reported and drops nothing unless <c>events:</c> says so.</summary>
    public const string Nothing =
        "Nothing, unless `events:` gives it the action drop: then that message and its retransmissions, until its transaction would have ended.";
}
