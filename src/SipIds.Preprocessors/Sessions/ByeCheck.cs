using SipIds.Calls;
using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3002: a BYE ends an established call, or the caller's early one (RFC 3261 §15).</summary>
internal static class ByeCheck
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3002, "session-bye-unexpected", Severity.Medium, EventAction.Drop,
        "A BYE for no established call (RFC 3261 §15; only the caller may end an early dialog by it).")
    {
        Title = "BYE for no such call",
        Drop = DropReach.Message,
        Settings = ["midstream_grace", "call_table.active"],
        FalseAlarm = "A call that the sensor did not see begin, or that had no message for longer than `call_table.active`.",
    };

    public static void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        if ((context.HasCall ? !MayEnd(packet, context) : !context.IsBlind) && !context.MayFitUnseen(packet))
        {
            inspection.Report(Event, StateNames.Of(context.Call.State));
        }
    }

    private static bool MayEnd(in SipPacket packet, CallContext context) => context.Call.State switch
    {
        // An answer from elsewhere than the INVITE went to may have reached the caller all the same.
        CallState.WaitFinal or CallState.Early when context.Call.Is(CallFlags.AnsweredElsewhere) => context.IsInDialog,

        // A sensor that is new may have seen the INVITE and missed its answers.
        CallState.WaitFinal when context.IsBlind => context.IsInDialog,
        CallState.WaitFinal or CallState.Inactive => false,
        CallState.Early => context.IsFromCaller,

        // Both sides may hang up at once, but each only once; a BYE that was challenged is said again before the call is over.
        CallState.Ended when context.Call.IsAnswered => !context.FollowsOwnBye(packet.Message.CSeq.Number),

        // A caller that hangs up while the phone rings may cross the refusal, of which it knows when it has sent its ACK.
        CallState.Ended => context.IsFromCaller && context.TagsMatch && !context.Call.Is(CallFlags.Refused),
        _ => context.IsInDialog,
    };
}
