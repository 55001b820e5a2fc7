using System.Numerics;
using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Does a header that may stand once stand twice, so that two readers may see two values.</summary>
internal static class DuplicateCheck
{
    // Who calls whom, in which dialog, with what body, about what. Content-Length is the syntax preprocessor's: two of them are a matter of framing.
    private static readonly ulong s_decisive = BitsOf(
        SipHeaderId.CallId, SipHeaderId.CSeq, SipHeaderId.From, SipHeaderId.To, SipHeaderId.ContentType, SipHeaderId.ContentDisposition,
        SipHeaderId.Event, SipHeaderId.SubscriptionState, SipHeaderId.ReferTo, SipHeaderId.ReferredBy, SipHeaderId.Replaces, SipHeaderId.RAck,
        SipHeaderId.SipETag, SipHeaderId.SipIfMatch, SipHeaderId.IdentityInfo);

    // Numbers, dates and words that name no one: gateways and proxies that add their own to another's are common, two session timers among them.
    private static readonly ulong s_descriptive = BitsOf(
        SipHeaderId.MaxForwards, SipHeaderId.Expires, SipHeaderId.MinExpires, SipHeaderId.SessionExpires, SipHeaderId.MinSE, SipHeaderId.RetryAfter,
        SipHeaderId.Timestamp, SipHeaderId.RSeq, SipHeaderId.Date, SipHeaderId.Subject, SipHeaderId.ReplyTo, SipHeaderId.UserAgent,
        SipHeaderId.Server, SipHeaderId.Organization, SipHeaderId.Priority, SipHeaderId.MimeVersion);

    /// <summary>The headers that are compared where they are repeated: bit n for id n.</summary>
    public static ulong Judged => s_decisive | s_descriptive;

    public static EventDescriptor Event { get; } = new(Gid.Sip, 2007, "mandatory-duplicate", Severity.Medium, EventAction.Drop,
        "A header that may stand once stands twice with different values (RFC 3261 §7.3.1; RFC 4475 §3.3.8); "
        + "severity 3 for numbers, dates and what only describes, such as Session-Expires, Subject, User-Agent, and Expires if none is 0.")
    {
        Title = "Header stands twice with different values",
        Drop = DropReach.Message,
        FalseAlarm = "Two gateways that each add a header of their own. Where that is common, as for session timers and Subject, it is mild.",
    };

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
                    Report(first, line, IsDecisive(message, id), inspection);
                    break;
                }
            }
        }
    }

    private static bool IsDecisive(in SipMessage message, SipHeaderId id) =>
        (s_decisive & (1UL << (int)id)) != 0 || (id is SipHeaderId.Expires && EndsAndGoesOn(message));

    // RFC 3261 §10.2.2: zero removes the binding, or ends the subscription, that any other number keeps.
    private static bool EndsAndGoesOn(in SipMessage message)
    {
        var (ends, goesOn) = (false, false);
        foreach (var line in message.All(SipHeaderId.Expires))
        {
            var isZero = !line.Value.IsEmpty && !line.Value.ContainsAnyExcept((byte)'0');
            ends |= isZero;
            goesOn |= !isZero;
        }

        return ends && goesOn;
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
