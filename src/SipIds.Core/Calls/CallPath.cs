using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Calls;

/// <summary>Learns where the two sides of a call send from: only from messages that an outsider cannot add to a call.</summary>
internal static class CallPath
{
    private const int MaxRoutes = 4;

    /// <summary>Whether an address is one of either side's.</summary>
    public static bool Knows(in Call call, NetAddress address) => call.Caller.HasAddress(address) || call.Callee.HasAddress(address);

    /// <summary>Whether a request inside a call may change what is known of it: its sender is a side of the call, or a host of the same site as one, or nobody can tell.</summary>
    public static bool MayChange(in Call call, in SipPacket packet, CallContext context) =>
        call.Is(CallFlags.PathUnknown | CallFlags.Adopted) || call.MayComeFromElsewhere(context.IsFromCaller)
        || Knows(call, packet.Origin.Address) || Knows(call, packet.Source.Address)
        || IsNear(call, packet.Origin.Address) || IsNear(call, packet.Source.Address)
        || context.Standing.IsProven(call.FromKey, packet.Origin.Address, packet.Time)
        || context.Standing.IsProven(call.ToKey, packet.Origin.Address, packet.Time);

    /// <summary>Whether an INVITE of a known call comes from a host on its way: a copy from elsewhere makes nobody a party.</summary>
    /// <param name="call">The call.</param>
    /// <param name="packet">The INVITE, outside a dialog.</param>
    /// <param name="context">What is known of it.</param>
    /// <param name="earlier">What the INVITE is a copy of.</param>
    public static bool MayCarry(in Call call, in SipPacket packet, CallContext context, EarlierCopy earlier) =>
        Knows(call, packet.Source.Address)
        || IsNear(call, packet.Source.Address)
        || context.IsOurProxy(packet.Source.Address)
        || (earlier.IsNone
            ? context.Keys.Branch.Low == call.FirstBranch // the sender's own hop, captured after a later one
            : Neighbourhood.AreSidesOfNat(earlier.Source.Address, earlier.Started, packet.Source.Address, packet.Time));

    /// <summary>Whether a response comes from where its request went, or from a host of the same site.</summary>
    public static bool Answers(in Call call, in Transaction request, NetAddress source, CallContext context) =>
        request.WentTo(source)
        || Neighbourhood.IsNear(request.Target.Address, source)
        || IsMulticast(request.Target.Address)
        || context.IsOurProxy(source)
        || (source != request.Source.Address && Knows(call, source));

    /// <summary>An INVITE outside a dialog, on one of its hops.</summary>
    public static void OnInvite(ref Call call, in SipPacket packet, CallContext context)
    {
        AddTo(ref call, ref call.Caller, packet.Source);
        AddTo(ref call, ref call.Caller, packet.Origin);
        call.Callee.Ask(packet.Target);
        if (SentBy.TryRead(packet.Message.BottomVia, out var said))
        {
            call.Caller.CallsItself(said);
        }

        // Where the caller's own hop was seen, its INVITE shows where it is.
        var isDirect = !packet.Message.IsRepeated(SipHeaderId.Via) || context.FirstHop(packet).Method is SipMethod.Invite;
        AddSaid(ref call, ref call.Caller, packet.Message, isDirect ? CallFlags.None : CallFlags.CallerElsewhere);
    }

    /// <summary>A request of one side inside a call: it goes to where the name in the other's Contact is.</summary>
    public static void OnRequest(ref Call call, in SipPacket packet, bool isFromCaller)
    {
        var unknown = isFromCaller ? CallFlags.CalleeElsewhere : CallFlags.CallerElsewhere;
        if (!call.Is(unknown) || !(isFromCaller ? call.Caller : call.Callee).HasAddress(packet.Source.Address))
        {
            return;
        }

        call.Flags &= ~unknown;
        AddTo(ref call, ref isFromCaller ? ref call.Callee : ref call.Caller, packet.Target);
    }

    /// <summary>An in-dialog message of a call that was not seen to begin.</summary>
    public static void OnAdopted(ref Call call, in SipPacket packet)
    {
        AddTo(ref call, ref call.Caller, packet.Source);
        AddTo(ref call, ref call.Caller, packet.Origin);
        AddTo(ref call, ref call.Callee, packet.Target);
    }

    /// <summary>A response of a call: one to an INVITE tells where its sender is, a 2xx to a re-INVITE or UPDATE where the other side has moved to (RFC 3261 §12.2).</summary>
    public static void OnResponse(ref Call call, in SipPacket packet, CallContext context)
    {
        var message = packet.Message;
        var isInvite = message.CSeq.Method is SipMethod.Invite;
        if (message.StatusCode is <= 100 or >= 300 || !(isInvite || message.CSeq.Method is SipMethod.Update))
        {
            return;
        }

        // A host of the call passes it on over a hop that was not seen, or is forgotten.
        var isUnseen = context.LacksTransactions && !context.HasTransaction && Knows(call, packet.Source.Address);
        call.Flags |= isUnseen ? CallFlags.PathUnknown : CallFlags.None;
        ref readonly var request = ref context.Transaction;
        if (!request.IsOfCall)
        {
            return;
        }

        var isOfCaller = context.Keys.FromTag == call.CallerTag;
        ref var answering = ref isOfCaller ? ref call.Callee : ref call.Caller;
        if (!request.IsInDialog && message.StatusCode < 200)
        {
            // A group may ring more phones than there is room for: what only rings is evicted by what answers.
            answering.Ask(packet.Source);
            AddSaid(ref call, ref answering, message, isOfCaller ? CallFlags.CalleeElsewhere : CallFlags.CallerElsewhere, isFirm: false);
        }
        else if (!request.IsInDialog)
        {
            AddTo(ref call, ref answering, packet.Source);
            AddSaid(ref call, ref answering, message, isOfCaller ? CallFlags.CalleeElsewhere : CallFlags.CallerElsewhere);
        }
        else if (message.StatusCode >= 200 && answering.HasAddress(packet.Source.Address))
        {
            // Only somebody at a place of its own can agree that the other side has moved.
            ref var asking = ref isOfCaller ? ref call.Caller : ref call.Callee;
            AddTo(ref call, ref asking, request.Source);
            AddTo(ref call, ref asking, request.Origin);
            AddSaid(ref call, ref answering, message, CallFlags.None);
        }
    }

    /// <summary>A response in a dialog that the INVITE made, on a hop that is not known to be on the call's way; or on the caller's own, which proves the others.</summary>
    public static void Prove(ref Call call, in SipPacket packet, CallContext context)
    {
        ref readonly var request = ref context.Transaction;
        var tag = context.Keys.ToTag;
        var place = call.CalleeTags.PlaceOf(tag);
        if (request.IsOfCall)
        {
            if (request.Source.Address == call.Caller.First.Address)
            {
                call.Hops.Prove(place);
                while (call.Hops.TryTake(tag, out var source, out var target))
                {
                    AddHop(ref call, source, target);
                }
            }
        }
        else if (!request.GoesToKnownHost && (call.Hops.IsProved(place) || (request.HasCredentials && call.Is(CallFlags.Challenged))))
        {
            AddHop(ref call, request.Source, request.Target);
        }
        else if (!request.GoesToKnownHost)
        {
            call.Hops.Add(request.Source, request.Target, tag);
        }
    }

    private static bool IsNear(in Call call, NetAddress address) => call.Caller.HasNeighbour(address) || call.Callee.HasNeighbour(address);

    private static void AddHop(ref Call call, NetEndpoint source, NetEndpoint target)
    {
        AddTo(ref call, ref call.Caller, source);
        AddTo(ref call, ref call.Callee, target);
    }

    // What follows comes from where Contact says that the sender listens, or through the proxies in Record-Route. With a Contact that is a name, and no
    // proxy to stay on the way, it may come from elsewhere than this did.
    private static void AddSaid(ref Call call, ref CallParty side, in SipMessage message, CallFlags elsewhere, bool isFirm = true)
    {
        AddRoutes(ref call, ref side, message, isFirm);
        if (!message.Has(SipHeaderId.Contact))
        {
            return;
        }

        var uri = NameAddress.Parse(message.ValueOf(SipHeaderId.Contact), out var parts).Uri;
        if (NetAddress.TryParse(uri.Host, out var address))
        {
            var said = new NetEndpoint(address, uri.Port == 0 ? SipPort.Default : uri.Port);
            side.CallsItself(said);
            AddTo(ref call, ref side, said, isFirm);
        }
        else
        {
            call.Flags |= CallFlags.Named | (message.Has(SipHeaderId.RecordRoute) ? CallFlags.None : elsewhere);
        }
    }

    private static void AddRoutes(ref Call call, ref CallParty side, in SipMessage message, bool isFirm)
    {
        var count = 0;
        foreach (var line in message.All(SipHeaderId.RecordRoute))
        {
            foreach (var value in new SipValues(line.Value))
            {
                var uri = NameAddress.Parse(value, out var parts).Uri;
                if (!NetAddress.TryParse(uri.Host, out var address))
                {
                    call.Flags |= CallFlags.Named;
                }
                else if (count++ < MaxRoutes && !Knows(call, address))
                {
                    AddTo(ref call, ref side, new(address, uri.Port == 0 ? SipPort.Default : uri.Port), isFirm);
                }
            }
        }
    }

    private static void AddTo(ref Call call, ref CallParty side, NetEndpoint endpoint, bool isFirm = true)
    {
        if (!isFirm)
        {
            side.Ask(endpoint);
        }
        else if (!side.TryAdd(endpoint))
        {
            call.Flags |= CallFlags.PathUnknown;
        }
    }

    private static bool IsMulticast(NetAddress address) => address.IsIPv4 ? (uint)address.Low >> 28 == 0xE : address.High >> 56 == 0xFF;
}
