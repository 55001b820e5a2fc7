using System.Text;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Pipeline.Verdicts;

/// <summary>The action <c>block</c>: puts senders that proved their address on the list, and says which packets are dropped for it.</summary>
/// <remarks>Nobody is put there for what another can have forged, and nobody stays out on whom others rely: that is asked of each packet, so that a changed setting or a phone that registers takes effect at once.</remarks>
internal sealed class Blocking(BlockList list, PipelineOptions settings, CallTracker? calls, KeyHasher hasher, bool isInline)
{
    private readonly bool _applies = isInline && settings.ActionDrop is DropMode.True;
    private readonly EmergencyNumbers _emergency = new(settings.Emergency);

    /// <summary>Whether anybody is blocked: nothing else has to be asked where nobody is.</summary>
    public bool IsActive => _applies && list.Count > 0;

    /// <summary>Whether a packet of SIP is to be dropped before it is read. What may belong to an emergency call is read.</summary>
    public bool StopsUnread(in DecodedPacket packet, ReadOnlySpan<byte> payload) =>
        Holds(packet.Source.Address, packet.Frame.Time) && !_emergency.AreCalledIn(payload) && calls?.HasEmergency(packet.Source.Address, packet.Frame.Time) is not true;

    /// <summary>Whether a message is of a blocked sender, whichever proxy it comes by.</summary>
    public bool Names(in SipPacket packet) => Holds(packet.Source.Address, packet.Time) || Holds(packet.Origin.Address, packet.Time);

    /// <summary>Whether a message of a blocked sender belongs to an emergency call.</summary>
    public bool Excuses(in SipPacket packet, CallContext? call) => call is null ? _emergency.AreCalledBy(packet.Message) : call.IsEmergency;

    /// <summary>Puts the senders on the list that the events of a dropped packet block.</summary>
    public void OnDecided(PacketSlot slot, Policy policy)
    {
        if (!_applies || slot.Decision.Verdict is not Verdict.Drop)
        {
            return;
        }

        var reports = slot.Inspection.Reports;
        for (var index = 0; index < reports.Length; index++)
        {
            var descriptor = reports[index].Event;
            if (slot.Decision.HasStanding(index) && policy.ActionOf(reports[index]) is EventAction.Block && slot.Parties.IsProven(descriptor)
                && slot.Parties.SourceOf(descriptor).Address is var sender && MayBeBlocked(sender, slot.Inspection.Now))
            {
                list.Add(sender, descriptor.Name, slot.Inspection.Now, settings.BlockTime);
            }
        }
    }

    /// <summary>Reports a packet of a blocked sender.</summary>
    public void Report(in DecodedPacket packet, NetAddress origin, Inspection inspection)
    {
        var sender = list.Has(packet.Source.Address, inspection.Now) ? packet.Source.Address : origin;
        var blocked = list.Hit(sender, inspection.Now);
        Span<byte> detail = stackalloc byte[Alert.MaxDetailLength];
        detail = detail[..Encoding.UTF8.GetBytes(blocked.Reason.AsSpan(0, Math.Min(blocked.Reason?.Length ?? 0, 64)), detail)];
        inspection.Report(PipelineEvents.SenderBlocked, blocked.Packets, 0, blocked.Since, detail, SourceKey.Of(sender, hasher).Key, settings.BlockTime);
    }

    private bool Holds(NetAddress address, Timestamp now) => IsActive && list.Has(address, now) && MayBeBlocked(address, now);

    private bool MayBeBlocked(NetAddress address, Timestamp now) =>
        !address.IsNone && !settings.Trusted.Contains(address) && !settings.ProxyIp.Contains(address) && !settings.Peers.Contains(address)
        && calls?.Standing.IsReliedOn(address, now) is not true;
}
