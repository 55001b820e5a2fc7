using System.Buffers.Text;
using System.Runtime.CompilerServices;
using SipIds.Pipeline;
using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>1002: Date is a date in GMT, Expires a number of seconds, Content-Type a type and a subtype.</summary>
internal static class FieldValueCheck
{
    private const ulong Judged = (1UL << (int)SipHeaderId.Date) | (1UL << (int)SipHeaderId.Expires) | (1UL << (int)SipHeaderId.ContentType);

    // However many seconds so few digits say, they are below 2^32.
    private const int SafeDigits = 9;

    public static void Inspect(in SipPacket packet, Inspection inspection)
    {
        if ((packet.Message.PresentIds & Judged) != 0)
        {
            InspectPresent(packet, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void InspectPresent(in SipPacket packet, Inspection inspection)
    {
        // The capture may have cut the value.
        if (packet.Decoded.Truncated)
        {
            return;
        }

        var message = packet.Message;
        if (message.Has(SipHeaderId.Date))
        {
            InspectDate(message.ValueOf(SipHeaderId.Date), inspection);
        }

        // A wrong Expires is taken for a default (RFC 3261 §10.3), and RFC 2543 allowed a date: mild.
        if (message.Has(SipHeaderId.Expires) && !IsNumber(message.ValueOf(SipHeaderId.Expires)))
        {
            inspection.Notice(HeaderCheck.Event, "Expires is no number of seconds"u8);
        }

        if (message.Has(SipHeaderId.ContentType) && !MediaType.IsValid(message.ValueOf(SipHeaderId.ContentType)))
        {
            inspection.Notice(HeaderCheck.Event, "Content-Type is no type and subtype"u8);
        }
    }

    // A Date may be ignored (RFC 4475 §3.1.2.12), and many write it as their system does: in UTC or local time, with an offset, as asctime. Mild.
    private static void InspectDate(ReadOnlySpan<byte> date, Inspection inspection)
    {
        if (!date.EndsWith(" GMT"u8))
        {
            inspection.Notice(HeaderCheck.Event, "Date is not in GMT"u8);
        }
        else if (!SipDate.IsValid(date))
        {
            inspection.Notice(HeaderCheck.Event, "Date is no SIP-date"u8);
        }
    }

    private static bool IsNumber(ReadOnlySpan<byte> value) =>
        !value.ContainsAnyExceptInRange((byte)'0', (byte)'9')
        && (value.Length is > 0 and <= SafeDigits || (Utf8Parser.TryParse(value, out uint _, out var length) && length == value.Length));
}
