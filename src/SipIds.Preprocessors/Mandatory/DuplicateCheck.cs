using System.Numerics;
using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Pipeline;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Does a header that may stand once stand twice, so that two readers may see two values.</summary>
internal static class DuplicateCheck
{
    // Content-Length is the syntax preprocessor's: two of them are a matter of framing.
    private static readonly ulong s_single = BitsOf(
        SipHeaderId.CallId, SipHeaderId.CSeq, SipHeaderId.From, SipHeaderId.To, SipHeaderId.MaxForwards, SipHeaderId.ContentType,
        SipHeaderId.ContentDisposition, SipHeaderId.Expires, SipHeaderId.MinExpires, SipHeaderId.Date, SipHeaderId.Subject,
        SipHeaderId.Timestamp, SipHeaderId.ReplyTo, SipHeaderId.RetryAfter, SipHeaderId.Event, SipHeaderId.SubscriptionState,
        SipHeaderId.ReferTo, SipHeaderId.ReferredBy, SipHeaderId.Replaces, SipHeaderId.RAck, SipHeaderId.RSeq,
        SipHeaderId.SessionExpires, SipHeaderId.MinSE, SipHeaderId.SipETag, SipHeaderId.SipIfMatch, SipHeaderId.IdentityInfo);

    // Nobody routes or decides by these; gateways that add their own to another's are common.
    private static readonly ulong s_descriptive = BitsOf(
        SipHeaderId.UserAgent, SipHeaderId.Server, SipHeaderId.Organization, SipHeaderId.Priority, SipHeaderId.MimeVersion);

    /// <summary>The headers that are compared where they are repeated: bit n for id n.</summary>
    public static ulong Judged => s_single | s_descriptive;

    public static EventDescriptor Event { get; } = new(Gid.Sip, 2007, "mandatory-duplicate", Severity.Medium, EventAction.Drop,
        "A header that may stand once stands twice with different values (RFC 3261 §7.3.1; RFC 4475 §3.3.8); "
        + "severity 3 for headers that only describe the sender, such as User-Agent.");

    public static void Inspect(in MandatoryFields fields, Inspection inspection)
    {
        var repeated = fields.Message.RepeatedIds & Judged;
        if (repeated != 0)
        {
            Compare(fields.Message, repeated, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Compare(in SipMessage message, ulong repeated, Inspection inspection)
    {
        for (; repeated != 0; repeated &= repeated - 1)
        {
            var id = (SipHeaderId)BitOperations.TrailingZeroCount(repeated);
            var first = message[id];
            foreach (var line in message.All(id))
            {
                if (!line.Value.SequenceEqual(first.Value))
                {
                    Report(first, line, (s_single & (1UL << (int)id)) != 0, inspection);
                    break;
                }
            }
        }
    }

    private static void Report(in SipHeader first, in SipHeader other, bool isDecisive, Inspection inspection)
    {
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(first.Name);
        detail.Add(": "u8);
        detail.Add(first.Value[..Math.Min(first.Value.Length, Alert.MaxDetailLength / 3)]);
        detail.Add(" and "u8);
        detail.Add(other.Value);
        if (isDecisive)
        {
            inspection.Report(Event, detail.Text);
        }
        else
        {
            inspection.Notice(Event, detail.Text);
        }
    }

    private static ulong BitsOf(params ReadOnlySpan<SipHeaderId> ids)
    {
        var bits = 0UL;
        foreach (var id in ids)
        {
            bits |= 1UL << (int)id;
        }

        return bits;
    }
}
