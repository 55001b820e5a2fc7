using SipIds.Calls;

namespace SipIds.Host.Reading.Report;

/// <summary>Tells requests apart: some tools send each of theirs with the Call-ID and CSeq of the one before.</summary>
internal readonly record struct RequestKey(ulong Call, uint Number, int Branch)
{
    /// <summary>The key of a request, or of that which a response answers.</summary>
    public static RequestKey Of(in SipPacket packet, CallContext calls)
    {
        var branch = new HashCode();
        branch.AddBytes(packet.Message.Via.Branch);
        return new(calls.CallKey.Low, packet.Message.CSeq.Number, branch.ToHashCode());
    }
}
