using SipIds.Calls.Registrations;
using SipIds.Events;
using SipIds.Pipeline;

namespace SipIds.Preprocessors.Origin;

/// <summary>5003: a binding is replaced or removed only by whoever made it, or with a password.</summary>
internal static class RegisterCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 5003, "origin-register", Severity.High, EventAction.Drop,
        "A REGISTER from another address that replaces or removes a binding inside its lifetime: its Contact, its device or its Call-ID taken over, "
        + "`expires=0`, or `Contact: *`, with no answer to a challenge of its own (RFC 3261 §10.2.2, registration hijacking).");

    public static void Inspect(in SipPacket packet, Inspection inspection, RegistrationTable registrations)
    {
        if (registrations.IsTakeover(packet, inspection.Calls, out var owner))
        {
            ExpectedOrigin.Report(inspection, Event, owner);
        }
    }
}
