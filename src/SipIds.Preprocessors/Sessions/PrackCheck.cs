using SipIds.Calls;
using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3010: a PRACK acknowledges a reliable provisional response (RFC 3262 §3).</summary>
internal static class PrackCheck
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3010, "session-prack-unexpected", Severity.Low, EventAction.Alert,
        "A PRACK for no reliable provisional response (RFC 3262 §3).")
    {
        Title = "PRACK that nobody waits for",
        Drop = DropReach.Nothing,
        Settings = ["midstream_grace"],
        FalseAlarm = "The provisional response went another way.",
    };

    public static void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        var fits = context.HasCall ? context.Call.Is(CallFlags.Reliable | CallFlags.Adopted) : context.IsBlind;
        if (!fits && !context.MayFitUnseen(packet))
        {
            inspection.Report(Event, StateNames.Of(context.Call.State));
        }
    }
}
