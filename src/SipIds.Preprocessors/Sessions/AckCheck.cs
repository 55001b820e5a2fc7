using SipIds.Calls;
using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3001: an ACK belongs to an INVITE that has a final response (RFC 3261 §13.2.2.4, §17.1.1.3).</summary>
internal static class AckCheck
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3001, "session-ack-unexpected", Severity.Medium, EventAction.Drop,
        "An ACK where the call is not waiting for one: no INVITE of its Call-ID and CSeq has a final response (RFC 3261 §13.2.2.4).")
    {
        Title = "ACK that nobody waits for",
        Drop = DropReach.Message,
        Settings = ["midstream_grace", "call_table.wait_ack"],
        FalseAlarm = "A call whose INVITE or answer the sensor did not see: it went another way, or lies before the start.",
    };

    public static void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        if ((context.HasCall ? !IsWaitedFor(packet, context) : !context.IsBlind) && !context.MayFitUnseen(packet))
        {
            inspection.Report(Event, context.HasCall ? StateNames.Of(context.Call.State) : "no call"u8);
        }
    }

    // An ACK may be sent again for as long as the answer is, and overtake or be overtaken by a BYE.
    private static bool IsWaitedFor(in SipPacket packet, CallContext context)
    {
        ref readonly var call = ref context.Call;
        var sequence = packet.Message.CSeq.Number;
        var last = context.IsFromCaller ? call.InviteCSeq : Math.Max(call.CalleeInviteCSeq, call.InviteCSeq);
        var isFinal = call.FinalStatus != 0 || call.Is(CallFlags.Answered | CallFlags.AnsweredElsewhere) || context.LacksTransactions || context.Transaction.FinalStatus != 0;
        return sequence < last || (sequence == last && isFinal);
    }
}
