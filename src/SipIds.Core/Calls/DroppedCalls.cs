using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls;

/// <summary>Calls whose INVITE was dropped: what follows from it, as in the replay of a capture, is the same event and no further one.</summary>
internal sealed class DroppedCalls(int capacity, TimeSpan lifetime)
{
    private readonly BoundedTable<DroppedCall> _calls = new(capacity);

    public void Add(StateKey call, in SipPacket invite)
    {
        ref var dropped = ref _calls.GetOrAdd(call, invite.Time, out _);
        (dropped.Caller, dropped.Callee, dropped.CSeq) = (invite.Source.Address, invite.Target.Address, invite.Message.CSeq.Number);
        dropped.Expires = invite.Time + lifetime;
    }

    /// <summary>Whether a message goes between the two hosts that the INVITE of its Call-ID was dropped between. ACK and CANCEL bear its number (RFC 3261 §9.1, §17.1.1.3).</summary>
    public bool Has(StateKey call, in SipPacket packet)
    {
        var place = _calls.PlaceOf(call, packet.Time);
        return place >= 0
            && _calls.At(place).IsBetween(packet.Source.Address, packet.Target.Address)
            && (packet.Message.Method is not (SipMethod.Ack or SipMethod.Cancel) || packet.Message.CSeq.Number == _calls.At(place).CSeq);
    }

    public void OnTick(Timestamp now, int parts) => _calls.Sweep(now, _calls.Capacity / parts);

    private struct DroppedCall : IEvictable<DroppedCall>
    {
        public NetAddress Caller;
        public NetAddress Callee;
        public uint CSeq;

        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;

        public readonly bool IsBetween(NetAddress one, NetAddress other) => (one == Caller && other == Callee) || (one == Callee && other == Caller);
    }
}
