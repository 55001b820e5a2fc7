using SipIds.Calls;
using SipIds.Calls.Registrations;
using SipIds.Packets;
using SipIds.Pipeline;

namespace SipIds.Preprocessors.Origin;

/// <summary>Whether a message inside a call comes from one of its two sides.</summary>
internal sealed class PartyCheck(NetPrefixSet proxies, RegistrationTable registrations)
{
    // RFC 1918 §3, RFC 6598 §7, RFC 4193 §3.1: what a client behind NAT takes for its address.
    private static readonly NetPrefixSet s_behindNat =
    [
        NetPrefix.Parse("10.0.0.0/8"), NetPrefix.Parse("172.16.0.0/12"), NetPrefix.Parse("192.168.0.0/16"), NetPrefix.Parse("100.64.0.0/10"), NetPrefix.Parse("fc00::/7"),
    ];

    /// <summary>Whether the table knows the call's way well enough to accuse anybody.</summary>
    public static bool MayAccuse(in Call call) => (call.Flags & (CallFlags.PathUnknown | CallFlags.Adopted)) == CallFlags.None;

    /// <summary>Whether a message of a known call comes from neither of its sides.</summary>
    public bool IsStranger(in SipPacket packet, CallContext calls)
    {
        ref readonly var call = ref calls.Call;
        return call.State is not CallState.Inactive
            && MayAccuse(call)
            && !IsOfParty(call, packet)
            && !(packet.Origin != packet.Source && IsBehindNat(call, packet))
            && !IsRelayed(call, packet, calls)
            && !registrations.HasProven(calls.FromKey, packet.Origin.Address, packet.Time);
    }

    // Record-Route may name a cluster: another of its proxies passes on what a party has sent (RFC 3263 §4.3). Who copies a party's request adds nothing to it.
    private static bool IsRelayed(in Call call, in SipPacket packet, CallContext calls)
    {
        ref readonly var first = ref calls.FirstHop(packet);
        return !first.WasDropped && IsAtParty(call, first.Origin, packet.Transport);
    }

    // One side may come back on another port: a NAT that has forgotten it, a new connection. Where both sides share an address, the port tells who is who,
    // and another client behind the NAT of one of them calls itself something else.
    private static bool IsOfParty(in Call call, in SipPacket packet)
    {
        var origin = packet.Origin;
        return IsAtParty(call, origin, packet.Transport)
            && (packet.Transport is Transport.Tcp || call.Caller.Has(origin) || call.Callee.Has(origin)
                || MayCallItself(call.Caller.HasAddress(origin.Address) ? call.Caller : call.Callee, packet));
    }

    private static bool IsAtParty(in Call call, NetEndpoint origin, Transport transport)
    {
        var isCaller = call.Caller.HasAddress(origin.Address);
        var isCallee = call.Callee.HasAddress(origin.Address);
        return isCaller && isCallee && transport is Transport.Udp
            ? call.Caller.Has(origin) || call.Callee.Has(origin)
            : isCaller || isCallee;
    }

    private static bool MayCallItself(in CallParty side, in SipPacket packet) =>
        !SentBy.TryRead(packet.Origin == packet.Source ? packet.Message.Via : packet.Message.BottomVia, out var said) || side.MayCallItself(said);

    // A callee that is reached through a proxy is known by its Contact only, and behind NAT that is not the address that the proxy sees.
    private bool IsBehindNat(in Call call, in SipPacket packet) =>
        proxies.Contains(packet.Source.Address)
        && NetAddress.TryParse(packet.Message.BottomVia.Host, out var said)
        && s_behindNat.Contains(said)
        && (call.Caller.HasAddress(said) || call.Callee.HasAddress(said));
}
