using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3006: a CANCEL ends an INVITE that has no final response yet (RFC 3261 §9.1).</summary>
internal static class CancelCheck
{
    // A CANCEL that was lost thrice comes 3.5 seconds after it was first sent (RFC 3261 timer E), even if its sender has acknowledged the answer since.
    private static readonly TimeSpan s_mostCrossing = TimeSpan.FromSeconds(4);

    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3006, "session-cancel-unexpected", Severity.Medium, EventAction.Drop,
        "A CANCEL for no pending INVITE (RFC 3261 §9.1).")
    {
        Title = "CANCEL for no such INVITE",
        Drop = DropReach.Message,
        Settings = ["midstream_grace", "call_table.wait_final"],
        FalseAlarm = "A call whose INVITE the sensor did not see, or that rang for longer than `call_table.early`.",
    };

    public static void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        var fits = context.LacksTransactions || (context.HasTransaction ? IsPending(context, inspection.Now) : context.Call.State is CallState.WaitFinal or CallState.Early);
        if (!fits && !context.MayFitUnseen(packet))
        {
            inspection.Report(Event, StateNames.Of(context.Call.State));
        }
    }

    // A CANCEL and the answer may cross on the way. An INVITE that was dropped is open.
    private static bool IsPending(CallContext context, Timestamp now) => context.Transaction.IsOpen || context.SinceFinal(now) < s_mostCrossing;
}
