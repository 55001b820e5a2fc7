namespace SipIds.Events;

/// <summary>What <see cref="EventDescriptor.Drop"/> says of most events, in the same words.</summary>
public static class DropReach
{
    /// <summary>For an event that judges a message by itself.</summary>
    public const string Message =
        "That message and its retransmissions, until its transaction would have ended; over UDP nothing else of its sender, and nobody else.";

    /// <summary>Whom a count hits that cuts what is over its limit.</summary>
    public const string Shares =
        "What is over the limit, of the kind that was counted, each message with its retransmissions: of strangers the networks and addresses that send most; "
        + "of users and peers that proved themselves only what cannot have been forged in their name, and only when that alone is over the limit.";

    /// <summary>What becomes of calls that are up.</summary>
    public const string Calls = "Calls that are up are not touched over UDP; over TCP they can lose their connection.";

    /// <summary>For an event that counts over <c>period</c> and drops what is over its limit.</summary>
    public const string Share =
        Shares + " It lasts while the count of the last `period` is over the limit, at most one `period` after the flood stops; dropped requests count, too. "
        + "If others keep the count up, what one address sent weighs on its share for up to two. " + Calls;

    /// <summary>What a drop means over TCP, of whatever event.</summary>
    public const string Stream =
        "The connection is reset, with all calls on it, unless it carries several users' messages and this one can be taken out of it (`on_drop_stream`).";

    /// <summary>For an event that is reported and drops nothing unless <c>events:</c> says so.</summary>
    public const string Nothing =
        "Nothing, unless `events:` gives it the action drop: then that message and its retransmissions, until its transaction would have ended.";

    /// <summary>For an event of which only the severe form is dropped.</summary>
    public const string SevereForm =
        "Its severe form: that message and its retransmissions, until its transaction would have ended; nobody else. The rest: nothing, unless `events:` gives it the action drop.";
}
