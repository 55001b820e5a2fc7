using SipIds.Calls.Media;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>One entry of the call table: everything with one Call-ID between the INVITE and a while after the end.</summary>
public struct Call : IEvictable<Call>
{
    /// <summary>Where the call stands.</summary>
    public CallState State { get; internal set; }

    /// <summary>What was seen of it.</summary>
    public CallFlags Flags { get; internal set; }

    /// <summary>The final status code that the INVITE got last; 0 while it got none.</summary>
    public short FinalStatus { get; internal set; }

    /// <summary>INVITE transactions that have no final response yet, on all hops.</summary>
    public byte OpenInvites { get; internal set; }

    /// <summary>Which proxy's load the call counts in, from 1; 0 for none.</summary>
    internal byte Gate { get; set; }

    /// <summary>When the entry is worth nothing any more.</summary>
    public Timestamp Expires { get; internal set; }

    /// <summary>When the first packet was seen.</summary>
    public Timestamp Started { get; internal set; }

    /// <summary>When the first 2xx to the INVITE passed; default before it.</summary>
    public Timestamp Answered { get; internal set; }

    /// <summary>The highest CSeq of an INVITE of the caller.</summary>
    public uint InviteCSeq { get; internal set; }

    /// <summary>The highest CSeq of an INVITE of the callee; 0 while it sent none.</summary>
    public uint CalleeInviteCSeq { get; internal set; }

    /// <summary>The key of the From URI of the INVITE.</summary>
    public StateKey FromKey { get; internal set; }

    /// <summary>The key of its To URI.</summary>
    public StateKey ToKey { get; internal set; }

    /// <summary>Hash of the bottom branch of the INVITE that was seen first: that of its sender's own hop.</summary>
    internal ulong FirstBranch { get; set; }

    /// <summary>Hash of the caller's tag.</summary>
    public ulong CallerTag { get; internal set; }

    /// <summary>Hashes of the tags that callees answered with.</summary>
    public TagSet CalleeTags;

    /// <summary>What became of the dialog of each of them.</summary>
    internal DialogMarks Dialogs;

    /// <summary>Where the requests of each of them go.</summary>
    internal DialogTargets Targets;

    /// <summary>Hops whose place on the call's way is not proved.</summary>
    internal UnprovedHops Hops;

    /// <summary>The side that sent the INVITE.</summary>
    public CallParty Caller;

    /// <summary>The side or sides that it went to.</summary>
    public CallParty Callee;

    /// <summary>The media that the two sides agreed on.</summary>
    public CallMedia Media;

    /// <summary>Who calls, as From says.</summary>
    public InlineText From;

    /// <summary>Who is called, as To says.</summary>
    public InlineText To;

    /// <summary>Whether the call has begun and not ended.</summary>
    public readonly bool IsLive => State is not (CallState.Inactive or CallState.Ended);

    /// <summary>Whether the call was answered and has not ended.</summary>
    public readonly bool IsEstablished => State is CallState.WaitAck or CallState.Active;

    /// <summary>Whether a 2xx to the INVITE passed.</summary>
    public readonly bool IsAnswered => Is(CallFlags.Answered);

    /// <inheritdoc/>
    public readonly int Rank => State switch
    {
        // Anyone can invent the middle of a call; a call seen from its beginning is dearer.
        CallState.Active or CallState.WaitAck or CallState.Closing => Is(CallFlags.Adopted) ? 1 : 2,
        CallState.Early => 1,
        _ => 0,
    };

    /// <summary>Whether a message of this side may come from a host that nobody has seen yet: its Contact is a name, and no request went there.</summary>
    public readonly bool MayComeFromElsewhere(bool isFromCaller) => Is(Is(CallFlags.TagsUnknown) ? CallFlags.CallerElsewhere | CallFlags.CalleeElsewhere
        : isFromCaller ? CallFlags.CallerElsewhere : CallFlags.CalleeElsewhere);

    /// <summary>Whether one of these was seen.</summary>
    public readonly bool Is(CallFlags flags) => (Flags & flags) != CallFlags.None;
}
