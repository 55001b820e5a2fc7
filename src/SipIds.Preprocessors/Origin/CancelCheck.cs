using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Origin;

/// <summary>5001 and 5005: a CANCEL comes from where its INVITE came from, and not at once.</summary>
internal sealed class CancelCheck(NetPrefixSet proxies, TimeSpan minDelay)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 5001, "origin-cancel", Severity.High, EventAction.Drop,
        "A CANCEL from another address and port than the INVITE that it cancels (RFC 3261 §9.1: same hop, same transaction): somebody else ends the call before it begins. "
        + "Low and not dropped, if it comes from the same address over another transport or, after 15 s of silence, from another port, or from the /29 (IPv6: the /64) of that address.")
    {
        Title = "CANCEL of somebody else's call",
        Classification = EventClass.AttemptedDos,
        Drop = DropReach.Message,
        Settings = ["proxy_ip"],
        FalseAlarm = "A client behind a NAT that gave it a new port, or a proxy whose partner took over: name your proxies in `proxy_ip`.",
    };

    public static readonly EventDescriptor FastEvent = new(Gid.Sip, 5005, "origin-cancel-fast", Severity.Low, EventAction.Alert,
        "A CANCEL sooner after its INVITE than `cancel_min_delay`, though no other branch of the call has answered.")
    {
        Title = "CANCEL right after its INVITE",
        Classification = EventClass.BadUnknown,
        Drop = DropReach.Nothing,
        Settings = ["cancel_min_delay"],
        FalseAlarm = "A machine that gives up at once, such as a dialler with too many calls or a test generator: raise or clear `cancel_min_delay`.",
    };

    // What some routers at home give a UDP mapping.
    private static readonly TimeSpan s_natMemory = TimeSpan.FromSeconds(15);

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        var calls = inspection.Call;
        if (calls.HasTransaction)
        {
            ref readonly var invite = ref calls.Transaction;
            if (!IsFromSender(packet, invite) && !IsCopyOfSenders(packet, invite, calls) && !(IsBehindNat(packet) && IsAfterSilence(packet, invite, calls.Call)))
            {
                Accuse(packet, inspection, invite);
            }

            InspectDelay(packet, inspection, invite);
        }
        else if (calls.Call.State is CallState.WaitFinal or CallState.Early && PartyCheck.MayAccuse(calls.Call) && !IsFromCaller(packet, calls.Call))
        {
            Accuse(packet, inspection, calls.Call);
        }
    }

    private static void Accuse(in SipPacket packet, Inspection inspection, in Transaction invite)
    {
        var expected = invite.Source == packet.Source ? invite.Origin : invite.Source;
        if (IsAfterSilence(packet, invite, inspection.Call.Call) || IsByOtherTransport(packet, invite) || IsNeighbour(packet, invite.Source.Address))
        {
            ExpectedOrigin.Notice(inspection, Event, expected);
        }
        else
        {
            ExpectedOrigin.Report(inspection, Event, expected);
        }
    }

    private static void Accuse(in SipPacket packet, Inspection inspection, in Call call)
    {
        if (!call.Caller.HasAddress(packet.Origin.Address) && call.Caller.HasNeighbour(packet.Origin.Address))
        {
            ExpectedOrigin.Notice(inspection, Event, call.Caller.First);
        }
        else
        {
            ExpectedOrigin.Report(inspection, Event, call.Caller.First);
        }
    }

    // The partner of a pair of servers ends what the other has begun.
    private static bool IsNeighbour(in SipPacket packet, NetAddress sender) =>
        packet.Source.Address != sender && packet.Origin == packet.Source && Neighbourhood.IsNear(packet.Source.Address, sender);

    // A request too long for UDP goes over TCP (RFC 3261 §18.1.1), and some send the short CANCEL by UDP all the same.
    private static bool IsByOtherTransport(in SipPacket packet, in Transaction invite) =>
        packet.Source.Address == invite.Source.Address && packet.Origin == packet.Source && packet.Transport != invite.Transport;

    private bool IsFromSender(in SipPacket packet, in Transaction invite)
    {
        var isSameHop = packet.Transport is Transport.Tcp ? packet.Source.Address == invite.Source.Address : packet.Source == invite.Source;

        // A proxy makes its own CANCEL, with its own Via alone (RFC 3261 §16.10): its origin is the proxy then, whoever sent the INVITE.
        var isSameOrigin = packet.Origin == packet.Source
            || packet.Origin == invite.Origin
            || (packet.Transport is Transport.Tcp && packet.Origin.Address == invite.Origin.Address)
            || proxies.Contains(packet.Origin.Address);
        return isSameHop && isSameOrigin;
    }

    // A sensor on both sides of a NAT sees one CANCEL twice.
    private static bool IsCopyOfSenders(in SipPacket packet, in Transaction invite, CallContext calls)
    {
        ref readonly var first = ref calls.FirstHop(packet);
        return packet.Origin == packet.Source && !first.WasDropped && first.Source == invite.Source;
    }

    // While a phone rings nothing may be sent for so long that a NAT gives the caller another port (RFC 4787 §4.3).
    private static bool IsAfterSilence(in SipPacket packet, in Transaction invite, in Call call) =>
        packet.Source.Address == invite.Source.Address
        && packet.Origin == packet.Source
        && packet.Time >= invite.Heard + s_natMemory
        && !call.Callee.HasAddress(packet.Source.Address);

    // A client that has asked for its public address, by STUN for instance, does not show that there is a NAT.
    private static bool IsBehindNat(in SipPacket packet) =>
        NetAddress.TryParse(packet.Message.Via.Host, out var said) && said != packet.Source.Address;

    // The CANCEL's branch is that of no INVITE seen.
    private static bool IsFromCaller(in SipPacket packet, in Call call) =>
        call.Caller.HasAddress(packet.Origin.Address)
        && (packet.Transport is Transport.Tcp || !call.Callee.HasAddress(packet.Origin.Address) || call.Caller.Has(packet.Origin));

    private void InspectDelay(in SipPacket packet, Inspection inspection, in Transaction invite)
    {
        // A proxy that has forked a call cancels the other branches as soon as one answers, or refuses for all (RFC 3261 §16.7 step 10).
        ref readonly var call = ref inspection.Call.Call;
        var isDecidedElsewhere = (call.Flags & CallFlags.Answered) != CallFlags.None || call.FinalStatus >= 600;
        if (invite.IsOpen && !isDecidedElsewhere && packet.Time < invite.Started + minDelay)
        {
            ReportFast(inspection, packet.Time - invite.Started);
        }
    }

    private static void ReportFast(Inspection inspection, TimeSpan delay)
    {
        Span<byte> text = stackalloc byte[32];
        _ = ((long)delay.TotalMilliseconds).TryFormat(text, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
        " ms"u8.CopyTo(text[length..]);
        inspection.Report(FastEvent, text[..(length + 3)]);
    }
}
