using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>What a message is looked up by: hashes of its Call-ID, tags, branch and URIs.</summary>
internal struct MessageKeys
{
    public StateKey Call;
    public StateKey Branch;
    public ulong FromTag;
    public ulong ToTag;
    public bool IsInDialog;

    public static MessageKeys Of(in SipMessage message, KeyHasher hasher)
    {
        var to = message.To.Tag;
        var call = hasher.Hash(message.CallId);
        return new()
        {
            Call = call,

            // Without a cookie, a branch tells nothing by itself (RFC 3261 §17.2.3 falls back to RFC 2543): the Call-ID and CSeq join in, and
            // for all messages alike, so that a client that uses one branch twice does not mix up two calls.
            Branch = BranchKey(message.Via.Branch, call, message.CSeq.Number, hasher),
            FromTag = hasher.Hash(message.From.Tag).Low,
            ToTag = to.IsEmpty ? 0 : hasher.Hash(to).Low,
            IsInDialog = !to.IsEmpty,
        };
    }

    /// <summary>The same keys for another branch of the request.</summary>
    public readonly MessageKeys WithBranch(ReadOnlySpan<byte> branch, uint cseq, KeyHasher hasher)
    {
        var keys = this;
        keys.Branch = BranchKey(branch, Call, cseq, hasher);
        return keys;
    }

    /// <summary>Whether the tags of an in-dialog message are those of a dialog of the call, in either order, or the call's tags are not all known.</summary>
    public readonly bool AreOf(in Call call) =>
        call.Is(CallFlags.TagsUnknown)
        || (FromTag == call.CallerTag && call.CalleeTags.Has(ToTag))
        || (ToTag == call.CallerTag && call.CalleeTags.Has(FromTag));

    /// <summary>Whether the tags of an in-dialog message are not another dialog's, as far as those of the call are known.</summary>
    public readonly bool MayBeOf(in Call call) => call.CalleeTags.Count == 0 || AreOf(call);

    /// <summary>The tag of the side that was called.</summary>
    public readonly ulong CalleeTag(bool isFromCaller) => isFromCaller ? ToTag : FromTag;

    /// <summary>The key of the transaction that the message's branch and the given method name (RFC 3261 §17.2.3).</summary>
    public readonly StateKey Transaction(SipMethod method) => Branch.With((ulong)method);

    private static StateKey BranchKey(ReadOnlySpan<byte> branch, StateKey call, uint cseq, KeyHasher hasher) => hasher.Hash(branch).With(call).With(cseq);
}
