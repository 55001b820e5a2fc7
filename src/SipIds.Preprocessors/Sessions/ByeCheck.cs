using SipIds.Calls;
using SipIds.Events;
using SipIds.Pipeline;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3002: a BYE ends an established call, or the caller's early one (RFC 3261 §15).</summary>
internal static class ByeCheck
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3002, "session-bye-unexpected", Severity.Medium, EventAction.Drop,
        "A BYE for no established call (RFC 3261 §15; only the caller may end an early dialog by it).");

    public static void Inspect(CallContext context, Inspection inspection)
    {
        if (context.HasCall ? !MayEnd(context) : !context.IsBlind)
        {
            inspection.Report(Event, StateNames.Of(context.Call.State));
        }
    }

    private static bool MayEnd(CallContext context) => context.Call.State switch
    {
        CallState.WaitFinal or CallState.Inactive => false,
        CallState.Early => context.IsFromCaller,

        // Both sides may hang up at once, and a call that failed by one branch may have been answered by another.
        CallState.Ended => context.Call.IsAnswered,
        _ => context.IsInDialog,
    };
}
