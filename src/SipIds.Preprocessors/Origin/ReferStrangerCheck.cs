using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Origin;

/// <summary>5010: who lets a phone call somebody, outside any call, is somebody to it.</summary>
internal static class ReferStrangerCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 5010, "origin-refer-stranger", Severity.Medium, EventAction.Alert,
        "A REFER outside any known dialog from an origin without standing (RFC 3515 §2.4.2, §5.1): it makes a phone call whomever it names, and pay. Sent to a domain, as to a server that may ask for a password, it is reported once that accepts it. "
        + "Low, if it comes from the /29 (IPv6: the /64) of a server that the receiver has registered at or called by, or in the first `standing_grace`.")
    {
        Title = "REFER by a stranger makes a phone call",
        Drop = DropReach.Nothing,
        Settings = ["proxy_ip", "peers", "standing_grace"],
        FalseAlarm = "A click-to-dial server that phones neither register at nor call by: add it to `peers`.",
        Accuses = Accused.Asker,
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, OutsideSender senders)
    {
        if (GoesToContact(packet.Message) && (!inspection.Call.IsInDialog || (HasNoDialog(inspection.Call) && !inspection.Call.MayFitUnseen(packet))))
        {
            Report(senders.Judge(packet, inspection.Call), NameAddress.Parse(packet.Message.ValueOf(SipHeaderId.ReferTo), out var parts).Uri.Text, inspection);
        }
    }

    /// <summary>A REFER is accepted, by a server that asked for no password too.</summary>
    public static void InspectAnswer(in SipPacket packet, Inspection inspection, OutsideSender senders)
    {
        var calls = inspection.Call;
        if (packet.Message.CSeq.Method is not SipMethod.Refer || packet.Message.StatusCode >= 300 || !calls.HasTransaction || !calls.IsAnswer(packet))
        {
            return;
        }

        // Who was on the line may refer the conference that it calls (RFC 4579 §5.5).
        ref readonly var request = ref calls.Transaction;
        if ((!request.IsInDialog || HasNoDialog(calls)) && !request.HasCredentials && !calls.Standing.WasAnswered(request.Origin.Address, packet.Time))
        {
            Report(senders.JudgeAsker(packet, calls), "accepted"u8, inspection);
        }
    }

    // A To tag alone makes no dialog, and some phones obey all the same.
    private static bool HasNoDialog(CallContext calls) => !calls.HasCall && !calls.IsBlind;

    // A server is asked by its domain, or by its address where that is the domain; a phone at the address in its Contact.
    private static bool GoesToContact(in SipMessage refer) =>
        NetAddress.TryParse(refer.RequestUri.Host, out var host) && !(NetAddress.TryParse(refer.From.Uri.Host, out var domain) && domain == host);

    private static void Report(Kinship kinship, ReadOnlySpan<byte> detail, Inspection inspection)
    {
        if (kinship is Kinship.Stranger)
        {
            inspection.Report(Event, detail);
        }
        else if (kinship is Kinship.Neighbour)
        {
            inspection.Notice(Event, detail);
        }
    }
}
