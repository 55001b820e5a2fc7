using SipIds.Calls;
using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3003: a re-INVITE changes an established call (RFC 3261 §14; the session flow chart with re-INVITE and UPDATE).</summary>
internal static class ReinviteCheck
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3003, "session-reinvite-unexpected", Severity.Medium, EventAction.Drop,
        "An INVITE with a To tag for a call that is not active (RFC 3261 §14.1).")
    {
        Title = "re-INVITE for no such call",
        Drop = DropReach.Message,
        Settings = ["midstream_grace", "call_table.active"],
        FalseAlarm = "A call that the sensor did not see begin, or that had no message for longer than `call_table.active`.",
    };

    public static void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        var fits = context.HasCall ? context.Call.State is CallState.WaitAck or CallState.Active or CallState.Closing || context.Call.Is(CallFlags.AnsweredElsewhere) : context.IsBlind;
        if (!fits && !context.MayFitUnseen(packet))
        {
            inspection.Report(Event, StateNames.Of(context.Call.State));
        }
    }
}
