using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Sender;

/// <summary>6005: what a proxy, peer, registrar or trusted address is said to send comes in where it is reached.</summary>
internal static class SideCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 6005, "sender-wrong-side", Severity.High, EventAction.Drop,
        "A packet in the name of a proxy, peer, registrar or trusted address came into `ips` by another interface than the one behind which that address answered in the last day, or than `sides` names for it: its source is forged.")
    {
        Title = "Forged source, came from the wrong side",
        Drop = "That packet alone, and its copies; what the address itself sends comes in on its own side and passes.",
        Settings = ["sides", "proxy_ip", "peers", "trusted"],
        FalseAlarm = "An address that has just moved to another interface of the sensor: it moves with its first answer from the new side, half a minute after it fell silent on the old one; or name its interface in `sides`.",
    };

    public static void Inspect(Inspection inspection)
    {
        if (inspection.Call.IsFromWrongSide)
        {
            inspection.Report(Event);
        }
    }
}
