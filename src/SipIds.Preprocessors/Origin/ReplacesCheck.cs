using SipIds.Calls;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Origin;

/// <summary>5009: a live call is replaced or joined by one of its sides, or by whom one of them has asked to.</summary>
internal static class ReplacesCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 5009, "origin-replaces", Severity.High, EventAction.Drop,
        "An INVITE with Replaces or Join that names a live call of others (RFC 3891 §7, RFC 3911 §8), from an origin that is no party of it, no peer and was asked "
        + "by no REFER of a party: it takes the call over, or listens. "
        + "Low and not dropped, if its From is proven for that origin (call pick-up), or it comes from the /29 (IPv6: the /64) of a server that is a party.")
    {
        Title = "Call taken over by Replaces or Join",
        Drop = DropReach.Message,
        Settings = ["proxy_ip", "peers", "origin.referrals"],
        FalseAlarm = "Call pick-up where the server asks for no password, or a transfer whose REFER the sensor does not see.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, PartyCheck party, ReplacementTable replacements)
    {
        if (!inspection.Call.IsInDialog && NamedDialog.TryRead(packet.Message, out var dialog))
        {
            Judge(packet, inspection, party, replacements, dialog);
        }
    }

    private static void Judge(in SipPacket packet, Inspection inspection, PartyCheck party, ReplacementTable replacements, NamedDialog dialog)
    {
        var calls = inspection.Call;
        var key = replacements.KeyOf(dialog.CallId);
        ref readonly var replaced = ref calls.Find(key, packet.Time);
        if (!replaced.IsLive || !calls.AreTagsOf(replaced, dialog.FromTag, dialog.ToTag))
        {
            return;
        }

        var kinship = party.Judge(replaced, packet, calls);
        if (kinship is Kinship.Party || replacements.WentTo(key, packet) || IsPassedOn(packet, calls) || calls.Standing.IsPeer(packet.Origin.Address, packet.Time))
        {
            return;
        }

        var isKnown = calls.Standing.IsProven(calls.FromKey, packet.Origin.Address, packet.Time);
        ExpectedOrigin.Report(inspection, Event, isKnown ? Kinship.Neighbour : kinship, replaced);
    }

    // A further hop of an INVITE that passed comes from where that went.
    private static bool IsPassedOn(in SipPacket packet, CallContext calls)
    {
        ref readonly var first = ref calls.FirstHop(packet);
        return (first is { Method: SipMethod.Invite, WasDropped: false } && first.Target.Address == packet.Source.Address)
            || calls.Call.Callee.HasAddress(packet.Source.Address);
    }
}
