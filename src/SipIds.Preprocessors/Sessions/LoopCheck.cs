using SipIds.Calls;
using SipIds.Events;
using SipIds.Pipeline;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3013: one request does not come round again and again (RFC 3261 §16.3, RFC 5393 §3).</summary>
internal sealed class LoopCheck(int maxForks)
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3013, "session-loop", Severity.High, EventAction.Drop,
        "One Call-ID and CSeq coming round with a growing Via stack, or forking past `max_forks` (RFC 5393 §3: amplification).");

    public void Inspect(CallContext context, Inspection inspection)
    {
        if (context.Branches > maxForks)
        {
            inspection.Report(Event, context.Branches, maxForks, default, default);
        }
    }
}
