using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Is every mandatory field there, and has it a value.</summary>
internal static class MissingCheck
{
    private const ulong Mandatory =
        (1UL << (int)SipHeaderId.CallId) | (1UL << (int)SipHeaderId.CSeq) | (1UL << (int)SipHeaderId.From)
        | (1UL << (int)SipHeaderId.To) | (1UL << (int)SipHeaderId.Via);

    public static EventDescriptor Event { get; } = new(Gid.Sip, 2001, "mandatory-missing", Severity.Medium, EventAction.Drop,
        "No Call-ID, CSeq, From, To or Via, or one without a value (RFC 3261 §8.1.1).")
    {
        Title = "Mandatory header is missing",
        Drop = DropReach.Message,
        FalseAlarm = "A probe of a monitor that was written by hand: add its address to `trusted`.",
    };

    public static void Inspect(in MandatoryFields fields, Inspection inspection)
    {
        if ((fields.Message.PresentIds & Mandatory) != Mandatory || fields.CallId.IsEmpty || fields.CSeq.Text.IsEmpty
            || fields.From.Text.IsEmpty || fields.To.Text.IsEmpty || fields.Via.Text.IsEmpty)
        {
            Report(fields, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Report(in MandatoryFields fields, Inspection inspection)
    {
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        AddIf(fields.CallId.IsEmpty, "Call-ID"u8, ref detail);
        AddIf(fields.CSeq.Text.IsEmpty, "CSeq"u8, ref detail);
        AddIf(fields.From.Text.IsEmpty, "From"u8, ref detail);
        AddIf(fields.To.Text.IsEmpty, "To"u8, ref detail);

        // A Via line that begins with a comma has a value, though its first one is empty: that is for the Via check.
        if (fields.Message.ValueOf(SipHeaderId.Via).IsEmpty)
        {
            AddIf(true, "Via"u8, ref detail);
        }

        if (!detail.Text.IsEmpty)
        {
            inspection.Report(Event, detail.Text);
        }
    }

    private static void AddIf(bool isMissing, scoped ReadOnlySpan<byte> name, ref DetailWriter detail)
    {
        if (isMissing)
        {
            detail.Add(detail.Text.IsEmpty ? "no "u8 : ", "u8);
            detail.Add(name);
        }
    }
}
