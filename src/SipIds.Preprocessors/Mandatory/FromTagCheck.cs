using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Has a request's From a tag.</summary>
internal static class FromTagCheck
{
    public static EventDescriptor Event { get; } = new(Gid.Sip, 2009, "mandatory-from-tag", Severity.Low, EventAction.Alert,
        "A request whose From has no tag, or an empty one (RFC 3261 §8.1.1.3); RFC 2543 clients leave it out.")
    {
        Title = "From without a tag",
        Drop = DropReach.Nothing,
        FalseAlarm = "Devices of RFC 2543, the standard before 2002, write none.",
    };

    public static void Inspect(in MandatoryFields fields, Inspection inspection)
    {
        if (fields.FromTag.IsEmpty && !fields.From.Text.IsEmpty)
        {
            inspection.Report(Event, fields.From.Text);
        }
    }
}
