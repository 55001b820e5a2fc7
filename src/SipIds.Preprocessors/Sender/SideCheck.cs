using SipIds.Events;
using SipIds.Pipeline;

namespace SipIds.Preprocessors.Sender;

/// <summary>6005: what a proxy, peer, registrar or trusted address is said to send comes in where it is reached.</summary>
internal static class SideCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 6005, "sender-wrong-side", Severity.High, EventAction.Drop,
        "A packet in the name of a proxy, peer, registrar or trusted address came in by another interface than the one behind which that address has answered: its source is forged.");

    public static void Inspect(Inspection inspection)
    {
        if (inspection.Calls.IsFromWrongSide)
        {
            inspection.Report(Event);
        }
    }
}
