using SipIds.Calls;
using SipIds.Calls.Registrations;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Mandatory;
using SipIds.State;

namespace SipIds.Preprocessors.Origin;

/// <summary>5008: a request is answered by whom it was sent to.</summary>
internal sealed class ResponseCheck(NetPrefixSet proxies, RegistrationTable registrations, CallTracker tracker)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 5008, "origin-response", Severity.High, EventAction.Drop,
        "A final response from another address than its request was sent to: somebody else answers, refuses, redirects or challenges in the callee's name "
        + "(RFC 3261 §18.1.2 matches responses by their branch alone). "
        + "Low and not dropped, if it comes from the /29 (IPv6: the /64) of that address, or from a peer: a member of a farm may answer for it; or if the callee has registered there: a phone has moved while it rang.")
    {
        Title = "Answer by a stranger",
        Drop = DropReach.Message,
        Settings = ["proxy_ip", "peers"],
        FalseAlarm = "A farm of servers behind one address whose members answer from their own, in other networks: name them in `proxy_ip` or `peers`.",
    };

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        var calls = inspection.Call;
        if (packet.Message.StatusCode < 200 || !calls.HasTransaction || calls.Transaction.WentTo(packet.Source.Address))
        {
            return;
        }

        // A request to a group (RFC 3261 §18.1.1) is answered by its members.
        ref readonly var request = ref calls.Transaction;
        if (ViaAddress.IsNoHost(request.Target.Address) || proxies.Contains(packet.Source.Address) || IsOfOtherSide(packet.Source.Address, calls))
        {
            return;
        }

        if (Neighbourhood.IsNear(request.Target.Address, packet.Source.Address) || calls.Standing.IsPeer(packet.Source.Address, packet.Time) || HasMoved(packet, calls))
        {
            ExpectedOrigin.Notice(inspection, Event, request.Target);
        }
        else
        {
            ExpectedOrigin.Report(inspection, Event, request.Target);
        }
    }

    // A server that rings a phone writes the phone's address next to its user: the domain is the caller's, or, where that calls from outside, unknown. Then
    // somebody registered at the new address and the tag that the phone rang with have to do.
    private bool HasMoved(in SipPacket packet, CallContext calls) =>
        (calls.HasCall && calls.IsInDialog && calls.Call.CalleeTags.Count > 0 && calls.TagsMatch && calls.Standing.HasRegistered(packet.Source.Address, packet.Time))
        || IsRegistered(calls.ToKey, packet) || IsRegistered(tracker.KeyOf(packet.Message.To.Uri.User, packet.Message.From.Uri.Host), packet);

    private bool IsRegistered(StateKey user, in SipPacket packet) => registrations.WasBound(user, packet.Source.Address, packet.Time, packet.Time);

    // A host of the side that was asked may answer from another of its addresses, once they are known; so may any where the way is not known.
    private static bool IsOfOtherSide(NetAddress address, CallContext calls)
    {
        ref readonly var call = ref calls.Call;
        return (call.Flags & CallFlags.PathUnknown) != CallFlags.None
            || (address != calls.Transaction.Source.Address && (call.Callee.HasAddress(address) || call.Caller.HasAddress(address)));
    }
}
