using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Is CSeq a number and the method of the request.</summary>
internal static class CSeqCheck
{
    public static EventDescriptor MethodEvent { get; } = new(Gid.Sip, 2003, "mandatory-cseq-method", Severity.Medium, EventAction.Drop,
        "CSeq's method is not the request line's, or is no method at all (RFC 3261 §8.1.1.5, §20.16; RFC 4475 §3.1.2.17, §3.1.2.18).")
    {
        Title = "CSeq method is not the request's",
        Drop = DropReach.Message,
        FalseAlarm = "A device that mixes them up, which servers refuse as well (RFC 3261 §12.2.2).",
    };

    public static EventDescriptor NumberEvent { get; } = new(Gid.Sip, 2004, "mandatory-cseq-number", Severity.Medium, EventAction.Drop,
        "CSeq does not begin with a number below 2^31 (RFC 3261 §8.1.1.5; RFC 4475 §3.1.2.4, §3.1.2.5).")
    {
        Title = "CSeq number is out of range",
        Drop = DropReach.Message,
        FalseAlarm = "A client that takes a clock or a random number above 2^31 for its CSeq.",
    };

    public static void Inspect(in MandatoryFields fields, Inspection inspection)
    {
        ref readonly var cseq = ref fields.CSeq;
        var isFine = cseq.Faults == SipFieldFaults.None && (!fields.Message.IsRequest || IsSameMethod(fields.Message, cseq));
        if (!isFine && !cseq.Text.IsEmpty)
        {
            Report(fields, inspection);
        }
    }

    // Methods are case-sensitive (RFC 3261 §7.1).
    private static bool IsSameMethod(in SipMessage message, in SipCSeq cseq) =>
        message.Method == cseq.Method && (cseq.Method is not SipMethod.Extension || message.MethodName.SequenceEqual(cseq.MethodName));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Report(in MandatoryFields fields, Inspection inspection)
    {
        var text = fields.CSeq.Text;
        var end = text.IndexOfAny(" \t\r\n"u8);
        var number = end < 0 ? text : text[..end];
        var isNumber = (fields.CSeq.Faults & SipFieldFaults.Number) == SipFieldFaults.None
            && !number.ContainsAnyExceptInRange((byte)'0', (byte)'9');
        if (!isNumber)
        {
            inspection.Report(NumberEvent, text);
        }

        // What is no number may end within its word; the method begins after it all the same.
        // Of a response whose number is one, only the method is left to blame.
        var method = text[number.Length..].TrimStart(" \t\r\n"u8);
        if (fields.Message.IsRequest ? !method.SequenceEqual(fields.Message.MethodName) : isNumber || method.IsEmpty)
        {
            ReportMethod(fields, inspection);
        }
    }

    private static void ReportMethod(in MandatoryFields fields, Inspection inspection)
    {
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(fields.Message.IsRequest ? fields.Message.MethodName : "response"u8);
        detail.Add(" with CSeq "u8);
        detail.Add(fields.CSeq.Text);
        inspection.Report(MethodEvent, detail.Text);
    }
}
