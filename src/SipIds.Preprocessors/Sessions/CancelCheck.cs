using SipIds.Calls;
using SipIds.Events;
using SipIds.Pipeline;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3006: a CANCEL ends an INVITE that has no final response yet (RFC 3261 §9.1).</summary>
internal static class CancelCheck
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3006, "session-cancel-unexpected", Severity.Medium, EventAction.Drop,
        "A CANCEL for no pending INVITE (RFC 3261 §9.1).");

    public static void Inspect(CallContext context, Inspection inspection)
    {
        // A CANCEL and the answer may cross on the way: an INVITE that was answered a moment ago is still one to cancel. So is one that was dropped.
        var fits = context.HasTransaction || context.IsBlind || (context.HasCall && context.Call.State is CallState.WaitFinal or CallState.Early);
        if (!fits)
        {
            inspection.Report(Event, StateNames.Of(context.Call.State));
        }
    }
}
