using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessors.Mandatory;

namespace SipIds.Preprocessors.Origin;

/// <summary>5008: a request is refused or redirected by whom it was sent to.</summary>
internal sealed class ResponseCheck(NetPrefixSet proxies)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 5008, "origin-response", Severity.High, EventAction.Drop,
        "A 3xx to 6xx response from another address than its request was sent to: somebody else refuses, redirects or challenges in the callee's name. "
        + "Low and not dropped, if it comes from the /29 (IPv6: the /64) of that address: a member of a farm may answer for it.")
    {
        Drop = DropReach.Message,
        Settings = ["proxy_ip"],
        FalseAlarm = "A farm of servers behind one address whose members answer from their own: name them in `proxy_ip`.",
    };

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        var calls = inspection.Calls;
        if (packet.Message.StatusCode < 300 || !calls.HasTransaction || calls.Transaction.WentTo(packet.Source.Address))
        {
            return;
        }

        // A request to a group (RFC 3261 §18.1.1) is answered by its members.
        ref readonly var request = ref calls.Transaction;
        if (ViaAddress.IsNoHost(request.Target.Address) || proxies.Contains(packet.Source.Address) || IsOfOtherSide(packet.Source.Address, calls))
        {
            return;
        }

        if (Neighbourhood.IsNear(request.Target.Address, packet.Source.Address))
        {
            ExpectedOrigin.Notice(inspection, Event, request.Target);
        }
        else
        {
            ExpectedOrigin.Report(inspection, Event, request.Target);
        }
    }

    // A host of the side that was asked may answer from another of its addresses, once they are known; so may any where the way is not known.
    private static bool IsOfOtherSide(NetAddress address, CallContext calls)
    {
        ref readonly var call = ref calls.Call;
        return (call.Flags & CallFlags.PathUnknown) != CallFlags.None
            || (address != calls.Transaction.Source.Address && (call.Callee.HasAddress(address) || call.Caller.HasAddress(address)));
    }
}
