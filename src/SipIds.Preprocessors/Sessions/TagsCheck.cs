using SipIds.Calls;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3009: a request inside a dialog bears its tags (RFC 3261 §12.2.2).</summary>
internal static class TagsCheck
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3009, "session-tags", Severity.Medium, EventAction.Drop,
        "A request inside a dialog whose tags are not the dialog's: its sender knows the Call-ID and guesses the rest, or takes one leg of a forked call for another (RFC 3261 §12.2.2).")
    {
        Title = "Tags of another dialog",
        Drop = DropReach.Message,
        Settings = ["midstream_grace"],
        FalseAlarm = "A leg of a forked call whose answer the sensor did not see.",
    };

    public static void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        // The ACK to a failure bears the tag of that failure, which makes no dialog; so may what follows an INVITE whose answers bear none.
        var isOfFailure = packet.Message.Method is SipMethod.Ack && (context.HasTransaction || context.LacksTransactions);
        if (!isOfFailure && context.Call.CalleeTags.Count > 0 && (!context.TagsMatch || context.GoesToOtherDialog(packet)))
        {
            inspection.Report(Event, packet.Message.To.Tag);
        }
    }
}
