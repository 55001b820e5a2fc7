using SipIds.Calls.Registrations;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Origin;

/// <summary>5003: a binding is replaced or removed only by whoever made it, or with a password.</summary>
internal static class RegisterCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 5003, "origin-register", Severity.High, EventAction.Drop,
        "A REGISTER from another address that replaces or removes a binding inside its lifetime: its Contact, its device or its Call-ID taken over, "
        + "`expires=0`, or `Contact: *`, with no answer to a challenge of its own (RFC 3261 §10.2.2, registration hijacking). "
        + "Where the binding was made with a password, one that shows none yet is low and not dropped if it removes, and silent otherwise; a 2xx to either is reported. Low and not dropped as well, where a phone says that it has moved: without passwords by the binding's Call-ID "
        + "and `+sip.instance`, or by the latter in the same /24 (IPv6: /64); with them by the credentials of before, where the registrar asks for no `qop`.")
    {
        Title = "Registration hijacking",
        Classification = EventClass.AttemptedUser,
        Drop = DropReach.Message,
        Settings = ["proxy_ip", "origin.users"],
        FalseAlarm = "A phone that moves between networks, at a registrar that asks for no password.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, RegistrationTable registrations)
    {
        switch (registrations.Judge(packet, inspection.Call, out var owner))
        {
            case Takeover.Certain:
                ExpectedOrigin.Report(inspection, Event, owner);
                break;
            case Takeover.RemovalAsked or Takeover.Moved:
                ExpectedOrigin.Notice(inspection, Event, owner);
                break;
            default:
                break;
        }
    }

    /// <summary>A registrar that asks others for a password has accepted a REGISTER without one.</summary>
    public static void InspectAnswer(in SipPacket packet, Inspection inspection, RegistrationTable registrations)
    {
        if (packet.Message.CSeq.Method is SipMethod.Register && registrations.AcceptsUnproven(packet, inspection.Call, out var owner))
        {
            ExpectedOrigin.Report(inspection, Event, owner);
        }
    }
}
