using SipIds.Calls;
using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3004: an UPDATE changes an established call or an early dialog (RFC 3311 §5.1).</summary>
internal static class UpdateCheck
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3004, "session-update-unexpected", Severity.Medium, EventAction.Drop,
        "An UPDATE where the call is neither active nor in an early dialog (RFC 3311 §5.1).")
    {
        Title = "UPDATE for no such call",
        Drop = DropReach.Message,
        Settings = ["midstream_grace", "call_table.active"],
        FalseAlarm = "A call that the sensor did not see begin, or that had no message for longer than `call_table.active`.",
    };

    public static void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        var fits = context.HasCall
            ? context.IsInDialog && context.Call.State is CallState.Early or CallState.WaitAck or CallState.Active or CallState.Closing
            : context.IsBlind;
        if (!fits && !context.MayFitUnseen(packet))
        {
            inspection.Report(Event, StateNames.Of(context.Call.State));
        }
    }
}
