using SipIds.Calls;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3008: within a dialog, each side counts its requests upwards (RFC 3261 §12.2.1.1).</summary>
internal static class CSeqOrderCheck
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3008, "session-cseq-order", Severity.Low, EventAction.Alert,
        "A request inside a dialog whose CSeq goes back (RFC 3261 §12.2.2).")
    {
        Title = "CSeq goes backwards in a call",
        Drop = DropReach.Nothing,
        FalseAlarm = "Packets that the network reordered, or a back-to-back agent that counts anew after a failover.",
    };

    public static void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        // ACK and CANCEL bear the number of their INVITE.
        if (packet.Message.Method is SipMethod.Ack or SipMethod.Cancel || context.Call.Is(CallFlags.TagsUnknown))
        {
            return;
        }

        if (context.GoesBack(packet.Message.CSeq.Number))
        {
            inspection.Report(Event, packet.Message.CSeq.Text);
        }
    }
}
