using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Identity;

/// <summary>7004: a signature and the place of its certificate come together.</summary>
internal static class CompletenessCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 7004, "identity-incomplete", Severity.Low, EventAction.Alert,
        "Identity in the form of RFC 4474 without Identity-Info, or Identity-Info without Identity (RFC 4474 §9).")
    {
        Title = "Incomplete Identity",
        Classification = EventClass.ProtocolCommandDecode,
        Drop = DropReach.Nothing,
        FalseAlarm = "A proxy on the way that strips one of the two headers.",
    };

    /// <summary>Judges one Identity value that names no certificate itself.</summary>
    public static void InspectWithoutInfo(in SipMessage message, ReadOnlySpan<byte> identity, Inspection inspection)
    {
        // The dots are those of a PASSporT (RFC 8225), which is another form, if a broken one.
        if (!message.Has(SipHeaderId.IdentityInfo) && !identity.Contains((byte)'.'))
        {
            inspection.Report(Event, identity);
        }
    }

    /// <summary>Judges a message that has an Identity-Info.</summary>
    public static void InspectInfo(in SipMessage message, Inspection inspection)
    {
        if (!message.Has(SipHeaderId.Identity))
        {
            inspection.Report(Event, message.ValueOf(SipHeaderId.IdentityInfo));
        }
    }
}
