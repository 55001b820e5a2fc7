using System.Runtime.CompilerServices;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>1002: values that cannot be. Receivers ignore them or take a default, so all of them are mild.</summary>
internal static class FieldValueCheck
{
    private const ulong Judged =
        (1UL << (int)SipHeaderId.Date) | (1UL << (int)SipHeaderId.Expires) | (1UL << (int)SipHeaderId.ContentType) | (1UL << (int)SipHeaderId.Warning)
        | (1UL << (int)SipHeaderId.SessionExpires) | (1UL << (int)SipHeaderId.MinSE) | (1UL << (int)SipHeaderId.RetryAfter);

    // RFC 4028 §4, §5: nobody may refresh sessions more often.
    private const uint ShortestSession = 90;

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

        var fault = FaultOf(packet.Message);
        if (!fault.IsEmpty)
        {
            inspection.Notice(HeaderCheck.Event, fault);
        }
    }

    private static ReadOnlySpan<byte> FaultOf(in SipMessage message)
    {
        var ids = message.PresentIds;
        return Has(ids, SipHeaderId.Date) && DateFault(message.ValueOf(SipHeaderId.Date)) is { IsEmpty: false } date ? date

            // A wrong Expires is taken for a default (RFC 3261 §10.3), and RFC 2543 allowed a date.
            : Has(ids, SipHeaderId.Expires) && !Seconds.AreAllOf(message.ValueOf(SipHeaderId.Expires)) ? "Expires is no number of seconds"u8
            : Has(ids, SipHeaderId.ContentType) && !MediaType.IsValid(message.ValueOf(SipHeaderId.ContentType)) ? "Content-Type is no type and subtype"u8
            : Has(ids, SipHeaderId.Warning) && !WarningValue.IsValid(message.ValueOf(SipHeaderId.Warning)) ? "Warning is no code, agent and text"u8
            : Has(ids, SipHeaderId.SessionExpires) && IsTooShort(message.ValueOf(SipHeaderId.SessionExpires)) ? "Session-Expires is not 90 seconds or more"u8
            : Has(ids, SipHeaderId.MinSE) && IsTooShort(message.ValueOf(SipHeaderId.MinSE)) ? "Min-SE is not 90 seconds or more"u8
            : Has(ids, SipHeaderId.RetryAfter) ? RetryFault(message)
            : default;
    }

    private static bool Has(ulong ids, SipHeaderId id) => (ids & (1UL << (int)id)) != 0;

    // A Date may be ignored (RFC 4475 §3.1.2.12), and many write it as their system does: in UTC or local time, with an offset, as asctime.
    private static ReadOnlySpan<byte> DateFault(ReadOnlySpan<byte> date) =>
        !date.EndsWith(" GMT"u8) ? "Date is not in GMT"u8 : SipDate.IsValid(date) ? default : "Date is no SIP-date"u8;

    private static bool IsTooShort(ReadOnlySpan<byte> value) => !Seconds.TryRead(value, out var seconds) || seconds < ShortestSession;

    // RFC 3261 §20.33: the refusals that are for a time. Anything else that carries it only keeps others from coming back.
    private static ReadOnlySpan<byte> RetryFault(in SipMessage message) =>
        message.StatusCode is not (404 or 413 or 480 or 486 or 500 or 503 or 600 or 603) ? "Retry-After in what is no refusal for a time"u8
        : Seconds.TryRead(message.ValueOf(SipHeaderId.RetryAfter), out _) ? default
        : "Retry-After is no number of seconds"u8;
}
