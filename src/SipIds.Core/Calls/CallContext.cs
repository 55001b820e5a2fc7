using SipIds.Calls.Standings;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>What the call table knows of the message being judged, before the message changed anything.</summary>
public sealed class CallContext
{
    private readonly CallTracker _tracker;

    internal CallContext(CallTracker tracker) => _tracker = tracker;

    /// <summary>What the origins of messages have proved so far.</summary>
    public Standing Standing => _tracker.Standing;

    /// <summary>Whether the message's Call-ID belongs to a call that is known.</summary>
    public bool HasCall => CallPlace >= 0;

    /// <summary>The call; an <see cref="CallState.Inactive"/> one if there is none.</summary>
    public ref readonly Call Call => ref _tracker.CallAt(CallPlace);

    /// <summary>Whether the message belongs to a transaction that is known: a response to its request, a request sent again, an ACK or CANCEL to its INVITE.</summary>
    public bool HasTransaction => TransactionPlace >= 0;

    /// <summary>That transaction; an empty one if there is none.</summary>
    public ref readonly Transaction Transaction => ref _tracker.TransactionAt(TransactionPlace);

    /// <summary>How long ago the transaction's final response was last sent; meaningless for an open one.</summary>
    public TimeSpan SinceFinal(Timestamp now) => _tracker.SinceFinal(Transaction, now);

    /// <summary>The transaction of the same request on the hop that its bottom Via names, which is its sender's own; an empty one if that hop was not seen.</summary>
    /// <param name="packet">The packet being judged, with a request.</param>
    public ref readonly Transaction FirstHop(in SipPacket packet)
    {
        var message = packet.Message;
        var first = Keys.WithBranch(message.BottomVia.Branch, message.CSeq.Number, _tracker.Hasher);
        return ref _tracker.TransactionAt(_tracker.PlaceOfTransaction(first.Transaction(message.CSeq.Method), packet.Time));
    }

    /// <summary>Whether an ACK bears the tag of the refusal that its INVITE got on this hop (RFC 3261 §17.1.1.3), so that its sender has received it: the tag is the server's own and cannot be computed.</summary>
    public bool AcknowledgesRefusal => HasTransaction
        && Transaction is { FinalStatus: >= 300, FinalTag: not 0, IsTagComputable: false, IsForwarded: false } && Transaction.FinalTag == Keys.ToTag;

    /// <summary>Whether a message that fits nothing that was seen may fit what the sensor does not see, because it sees one direction only, or answers before their requests; or follows from an INVITE that was dropped.</summary>
    /// <param name="packet">The packet being judged.</param>
    public bool MayFitUnseen(in SipPacket packet)
    {
        if (_tracker.FollowsDropped(packet, this))
        {
            return true;
        }

        if (!packet.Message.IsRequest)
        {
            return _tracker.Visibility.MayLackRequest(packet);
        }

        // Who was not answered, as far as anybody saw, and acknowledges the answer all the same.
        ref readonly var call = ref Call;
        return HasCall
            ? call is { State: CallState.WaitFinal, FinalStatus: 0 } && IsInDialog && IsFromCaller && _tracker.Visibility.MayLackAnswer(packet)
            : _tracker.Visibility.MayLackCall(packet);
    }

    /// <summary>Another call than the message's own, by the hash of its Call-ID; an <see cref="CallState.Inactive"/> one if none is known.</summary>
    public ref readonly Call Find(StateKey callId, Timestamp now) => ref _tracker.Find(callId, now);

    /// <summary>Whether two tags, in either order, are those of a dialog of a call, or its tags are not all known.</summary>
    public bool AreTagsOf(in Call call, ReadOnlySpan<byte> one, ReadOnlySpan<byte> other) =>
        new MessageKeys { FromTag = _tracker.Hasher.Hash(one).Low, ToTag = _tracker.Hasher.Hash(other).Low }.AreOf(call);

    /// <summary>Whether an address is in <c>proxy_ip</c>.</summary>
    internal bool IsOurProxy(NetAddress address) => _tracker.IsOurProxy(address);

    /// <summary>The hash of the branch that the sender of a request gave it on its own hop.</summary>
    internal ulong BottomBranch(in SipPacket packet) =>
        Keys.WithBranch(packet.Message.BottomVia.Branch, packet.Message.CSeq.Number, _tracker.Hasher).Branch.Low;

    /// <summary>Whether a response comes from where its request went, or from a host of the same site: another one's answer proves nothing.</summary>
    /// <param name="packet">The packet being judged, with a response.</param>
    public bool IsAnswer(in SipPacket packet) => HasTransaction && CallPath.Answers(Call, Transaction, packet.Source.Address, this);

    /// <summary>Whether the message has a To tag, so that it is meant for a dialog.</summary>
    public bool IsInDialog => Keys.IsInDialog;

    /// <summary>Whether the same request came before, on the same hop.</summary>
    public bool IsRetransmission { get; internal set; }

    /// <summary>Whether the request is a new attempt: not sent again, not a further hop, not inside a dialog, not the repeat of a challenged request.</summary>
    public bool IsNewAttempt { get; internal set; }

    /// <summary>Whether the very same request from the very same sender was dropped a moment ago: a copy falls under the verdict of its first.</summary>
    public bool IsCopyOfDropped { get; internal set; }

    /// <summary>The status code that the sender of that dropped request was told; 0 if none.</summary>
    internal int RefusedWith { get; set; }

    /// <summary>Whether it would be such a copy but for <c>action_drop: shadow</c>.</summary>
    internal bool IsCopyOfRehearsed { get; set; }

    /// <summary>Whether the packet came in by another door than its source is behind, so that the source is forged. Such a packet counts for nobody.</summary>
    public bool IsFromWrongSide { get; internal set; }

    /// <summary>Whether the message belongs to an emergency call: an INVITE to one of <c>emergency</c>, or its dialog.</summary>
    public bool IsEmergency { get; internal set; }

    /// <summary>Whether the request carries Digest credentials.</summary>
    public bool HasCredentials { get; internal set; }

    /// <summary>Whether their nonce was given to the request's origin, so that nobody else has made them up.</summary>
    public bool BearsGivenNonce => (Credentials.Merit & CredentialMerit.WasGiven) != CredentialMerit.None;

    /// <summary>How many branches the request outside a dialog has taken, on all hops; 0 inside a dialog.</summary>
    public int Branches { get; internal set; }

    /// <summary>Whether nobody can be accused for a call that is unknown: the capture has just begun (<c>midstream_grace</c>), or the table had to give up calls.</summary>
    public bool IsBlind { get; internal set; }

    /// <summary>Whether nobody can be accused for a transaction that is unknown either: <see cref="IsBlind"/>, or the table of transactions had to give up entries.</summary>
    public bool LacksTransactions { get; internal set; }

    /// <summary>Whether headers of messages were cut off lately (snap length), so that nobody can be accused for what is missing in calls.</summary>
    public bool IsCut { get; internal set; }

    /// <summary>Whether the capture has just begun (<c>midstream_grace</c>), so that what was agreed before is not known.</summary>
    public bool IsMidstream { get; internal set; }

    /// <summary>Whether an in-dialog message comes from the side that sent the INVITE; meaningless without a call.</summary>
    public bool IsFromCaller => HasCall && Keys.FromTag == Call.CallerTag;

    /// <summary>Whether an in-dialog request's CSeq is below one that its side used in the same dialog.</summary>
    public bool GoesBack(uint cseq)
    {
        ref readonly var side = ref IsFromCaller ? ref Call.Caller : ref Call.Callee;
        return side.Dialog == (IsFromCaller ? Keys.ToTag : Keys.FromTag) && cseq < side.CSeq;
    }

    /// <summary>Whether a request with this CSeq follows a BYE of the same side in the same dialog that was accepted (2xx, or 481: there is no dialog).</summary>
    public bool FollowsOwnBye(uint cseq)
    {
        if (!HasCall || Call.Is(CallFlags.TagsUnknown))
        {
            return false;
        }

        ref readonly var side = ref IsFromCaller ? ref Call.Caller : ref Call.Callee;
        var tag = Keys.CalleeTag(IsFromCaller);
        return Call.Dialogs.IsDone(Call.CalleeTags.PlaceOf(tag), IsFromCaller) && side.Dialog == tag && cseq > side.CSeq;
    }

    /// <summary>Whether the tags of an in-dialog message are those of one of the call's dialogs, or the call's tags are not all known.</summary>
    public bool TagsMatch => HasCall && Keys.AreOf(Call);

    /// <summary>Whether a caller's request in an early dialog goes to the Contact of another one that the same INVITE has made, so that a leg gets the tag of its neighbour (RFC 3261 §12.2.1.1).</summary>
    /// <param name="packet">The packet being judged, with a request inside a dialog.</param>
    public bool GoesToOtherDialog(in SipPacket packet) =>
        IsFromCaller && Call.State is CallState.Early && Call.CalleeTags.Count > 1 && !Call.Is(CallFlags.TagsUnknown)
        && Call.Targets.IsOfOther(Call.CalleeTags.PlaceOf(Keys.ToTag), HashOf(packet.Message.RequestUri));

    /// <summary>The key of the Call-ID.</summary>
    public StateKey CallKey => Keys.Call;

    /// <summary>The key of the From URI: user and host.</summary>
    public StateKey FromKey { get; internal set; }

    /// <summary>The key of the To URI: user and host.</summary>
    public StateKey ToKey { get; internal set; }

    /// <summary>The key of the Request-URI: user and host.</summary>
    public StateKey UriKey { get; internal set; }

    /// <summary>The key of the user in whose name the request is sent: To of a REGISTER, From of all others.</summary>
    public StateKey UserKey { get; internal set; }

    internal CredentialFacts Credentials { get; set; }

    internal bool IsFurtherBranch { get; set; }

    internal int CallPlace { get; set; } = -1;

    internal int TransactionPlace { get; set; } = -1;

    /// <summary>Where the request's own transaction is, once it is remembered.</summary>
    internal int OwnPlace { get; set; } = -1;

    /// <summary>Where the last request of its Call-ID and method is, as it was looked up.</summary>
    internal int AttemptPlace { get; set; } = -1;

    internal MessageKeys Keys;

    /// <summary>Hash of the Contact of a response; 0 if it has none.</summary>
    internal uint ContactOf(in SipMessage response) =>
        response.Has(SipHeaderId.Contact) ? HashOf(NameAddress.Parse(response.ValueOf(SipHeaderId.Contact), out var parts).Uri) : 0;

    internal void Clear()
    {
        CallPlace = -1;
        TransactionPlace = -1;
        OwnPlace = -1;
        AttemptPlace = -1;
        IsRetransmission = false;
        IsNewAttempt = false;
        IsCopyOfDropped = false;
        IsCopyOfRehearsed = false;
        RefusedWith = 0;
        HasCredentials = false;
        IsEmergency = false;
        IsFromWrongSide = false;
        IsFurtherBranch = false;
        Branches = 0;
        Credentials = default;
        UriKey = default;
        UserKey = default;
        Keys = default;
        FromKey = default;
        ToKey = default;
    }

    // Two devices of one user behind one NAT differ by their ports.
    private uint HashOf(SipUri uri) => (uint)_tracker.KeyOf(uri).With(uri.Port).Low;
}
