using SipIds.Calls;
using SipIds.Calls.Registrations;
using SipIds.Packets;

namespace SipIds.Preprocessors.Origin;

/// <summary>Whether who asks for something outside a dialog has any standing: a proxy or peer of ours, who has registered, or the server of whom it asks.</summary>
internal sealed class OutsideSender(NetPrefixSet proxies, RegistrationTable registrations, ServerTable servers)
{
    /// <summary>What the sender of a request is to its receiver.</summary>
    public Kinship Judge(in SipPacket packet, CallContext calls) => Judge(packet, packet.Origin.Address, packet.Source.Address, packet.Target.Address, calls);

    /// <summary>The same of the request that a response answers.</summary>
    public Kinship JudgeAsker(in SipPacket response, CallContext calls)
    {
        ref readonly var request = ref calls.Transaction;
        return Judge(response, request.Origin.Address, request.Source.Address, request.Target.Address, calls);
    }

    private Kinship Judge(in SipPacket packet, NetAddress origin, NetAddress source, NetAddress target, CallContext calls)
    {
        var (standing, now) = (calls.Standing, packet.Time);
        if (proxies.Contains(origin) || standing.IsPeer(origin, now) || standing.HasRegistered(origin, now) || standing.IsProven(calls.FromKey, origin, now)
            || registrations.WasBound(calls.FromKey, origin, now, now) || IsPassedOn(packet, source, calls))
        {
            return Kinship.Party;
        }

        // A sensor that has just begun to watch knows nobody yet.
        var kinship = servers.Judge(origin, target, now);
        return kinship is Kinship.Stranger && (standing.IsNew || calls.IsMidstream) ? Kinship.Neighbour : kinship;
    }

    // A further hop of a request that was judged on its first one.
    private static bool IsPassedOn(in SipPacket packet, NetAddress source, CallContext calls)
    {
        ref readonly var first = ref calls.FirstHop(packet);
        return !first.WasDropped && first.Method == packet.Message.CSeq.Method && first.Target.Address == source;
    }
}
