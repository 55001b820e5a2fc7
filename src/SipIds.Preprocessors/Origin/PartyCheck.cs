using SipIds.Calls;
using SipIds.Calls.Registrations;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Preprocessors.Origin;

/// <summary>Whether a message inside a call comes from one of its two sides. What a stranger can write, such as From, Via and Call-ID, proves nothing.</summary>
internal sealed class PartyCheck(NetPrefixSet proxies, RegistrationTable registrations)
{
    /// <summary>Whether the table knows the call's way well enough to accuse anybody.</summary>
    public static bool MayAccuse(in Call call) => (call.Flags & (CallFlags.PathUnknown | CallFlags.Adopted)) == CallFlags.None;

    /// <summary>What the sender of a message is to its call.</summary>
    public Kinship Judge(in SipPacket packet, CallContext calls) =>
        calls.Call.MayComeFromElsewhere(calls.IsFromCaller) ? Kinship.Party : Judge(calls.Call, packet, calls);

    /// <summary>What the sender of a message is to a call that the message names.</summary>
    public Kinship Judge(in Call call, in SipPacket packet, CallContext calls)
    {
        var isUnanswered = call is { State: CallState.WaitFinal, FinalStatus: 0 };
        if (isUnanswered || call.State is CallState.Inactive || !MayAccuse(call) || IsOfParty(call, packet) || IsUserOf(call, packet, calls))
        {
            return Kinship.Party;
        }

        // A peer stands in for a party where the call's route names hosts that nobody has seen.
        var mayStandIn = IsNeighbour(call, packet, calls) || MayBeBehindNat(call, packet) || HasMoved(call, packet)
            || (call.Is(CallFlags.Named) && calls.Standing.IsPeer(packet.Origin.Address, packet.Time));
        return mayStandIn ? Kinship.Neighbour : Kinship.Stranger;
    }

    /// <summary>Whether the sender only passes on a request that one of the call's sides has sent: Record-Route may name a cluster, and another of its proxies does so (RFC 3263 §4.3).</summary>
    /// <remarks>Who copies a request adds nothing to it, as far as the copy says the same.</remarks>
    public static bool IsRelayed(in SipPacket packet, CallContext calls)
    {
        ref readonly var first = ref calls.FirstHop(packet);
        return !first.WasDropped && IsAtParty(calls.Call, first.Origin, packet.Transport);
    }

    // The call's own users may have moved: what counts is who they are, not whom the message names.
    private bool IsUserOf(in Call call, in SipPacket packet, CallContext calls) =>
        IsUser(call, call.FromKey, packet, calls) || IsUser(call, call.ToKey, packet, calls);

    private bool HasMoved(in Call call, in SipPacket packet) =>
        registrations.HasMovedTo(call.FromKey, packet.Origin.Address, packet.Time) || registrations.HasMovedTo(call.ToKey, packet.Origin.Address, packet.Time);

    private bool IsUser(in Call call, StateKey user, in SipPacket packet, CallContext calls) =>
        registrations.HasProven(user, packet.Origin.Address, packet.Time)
        || registrations.WasBound(user, packet.Origin.Address, call.Started, packet.Time)
        || calls.Standing.IsProven(user, packet.Origin.Address, packet.Time);

    private bool IsNeighbour(in Call call, in SipPacket packet, CallContext calls)
    {
        var address = packet.Origin.Address;
        return !call.Caller.HasAddress(address) && !call.Callee.HasAddress(address)
            && (HasPartner(call.Caller, call.FromKey, packet, calls) || HasPartner(call.Callee, call.ToKey, packet, calls));
    }

    // A phone has no partner. A peer is no phone, whatever somebody has registered there in its name.
    private bool HasPartner(in CallParty side, StateKey user, in SipPacket packet, CallContext calls) =>
        side.HasNeighbour(packet.Origin.Address)
        && (!registrations.IsDevice(user, side, packet.Time) || calls.Standing.IsPeer(side.First.Address, packet.Time));

    // Behind a proxy and NAT, a side whose user is registered nowhere in sight is known by its Contact only, and that is not the address that the proxy sees.
    private bool MayBeBehindNat(in Call call, in SipPacket packet) =>
        packet.Origin != packet.Source
        && proxies.Contains(packet.Source.Address)
        && NetAddress.TryParse(packet.Message.BottomVia.Host, out var said)
        && Neighbourhood.IsPrivate(said)
        && ((call.Caller.HasAddress(said) && !registrations.Knows(call.FromKey, packet.Time))
            || (call.Callee.HasAddress(said) && !registrations.Knows(call.ToKey, packet.Time)));

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
}
