using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>1011: implementations known to differ read the message alike, so that what is judged here is what the endpoint acts on.</summary>
internal static class AmbiguityCheck
{
    public const SipAnomalies Signs =
        SipAnomalies.ContentLengthInvalid | SipAnomalies.ContentLengthConflict | SipAnomalies.BareLineFeed | SipAnomalies.MixedLineEnds
        | SipAnomalies.Folded | SipAnomalies.SpaceBeforeColon | SipAnomalies.TrailingMessage;

    public static readonly EventDescriptor Event = new(Gid.Sip, 1011, "syntax-ambiguous", Severity.Medium, EventAction.Drop,
        "Implementations read the message differently: a known method in other letters' case or cut short (bye, BY), its Content-Length, line ends, folding "
        + "or spaces before colons, or a second message after it (RFC 3261 §7.1, §7.3.1, §18.3; RFC 4475 §3.3.9).")
    {
        Title = "Message that servers read differently",
        Drop = DropReach.Message,
        FalseAlarm = "An old device that ends some lines in LF alone, or a gateway that adds a second Content-Length. What the standard allows, such "
            + "as folded lines between words, is mild or silent, and so is a method of its own.",
    };

    // Read as one value wherever they stand twice, so that which of the two is read matters (see DuplicateCheck).
    private const ulong Single =
        (1UL << (int)SipHeaderId.From) | (1UL << (int)SipHeaderId.To) | (1UL << (int)SipHeaderId.CallId) | (1UL << (int)SipHeaderId.CSeq)
        | (1UL << (int)SipHeaderId.ContentLength) | (1UL << (int)SipHeaderId.ContentType) | (1UL << (int)SipHeaderId.ReferTo) | (1UL << (int)SipHeaderId.Replaces);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Inspect(in SipPacket packet, Inspection inspection, SipAnomalies anomalies)
    {
        var message = packet.Message;
        InspectContentLength(message, inspection, anomalies);
        InspectLineEnds(message, inspection, anomalies);
        if ((anomalies & SipAnomalies.Folded) != SipAnomalies.None)
        {
            FoldingCheck.Inspect(message, inspection);
        }

        if ((anomalies & SipAnomalies.SpaceBeforeColon) != SipAnomalies.None)
        {
            InspectSpaces(message, inspection);
        }

        // RFC 4475 §3.1.1.8: legal, and to be ignored.
        if ((anomalies & SipAnomalies.TrailingMessage) != SipAnomalies.None)
        {
            inspection.Notice(Event, "a second message after the body"u8);
        }
    }

    private static void InspectContentLength(in SipMessage message, Inspection inspection, SipAnomalies anomalies)
    {
        var isRepeated = message.IsRepeated(SipHeaderId.ContentLength);
        if ((anomalies & SipAnomalies.ContentLengthConflict) != SipAnomalies.None)
        {
            inspection.Report(Event, "two values of Content-Length"u8);
        }
        else if ((anomalies & SipAnomalies.ContentLengthInvalid) != SipAnomalies.None)
        {
            if (isRepeated || IsReadByAtoi(message.ValueOf(SipHeaderId.ContentLength)))
            {
                inspection.Report(Event, "a Content-Length that some read as a number"u8);
            }
        }
        else if (isRepeated)
        {
            inspection.Notice(Event, "Content-Length twice"u8);
        }
    }

    // "10, 20", "+10" and "10 bytes" are no numbers, but a lax reader finds one in them.
    private static bool IsReadByAtoi(ReadOnlySpan<byte> value)
    {
        value = value.TrimStart((byte)'+');
        return !value.IsEmpty && (uint)(value[0] - '0') < 10 && value.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static void InspectLineEnds(in SipMessage message, Inspection inspection, SipAnomalies anomalies)
    {
        if ((anomalies & SipAnomalies.BareLineFeed) == SipAnomalies.None)
        {
            return;
        }

        // A server that copies the Via, From and To of a sender that knows only LF (RFC 3261 §8.2.6.2) mixes the two in good faith.
        if ((anomalies & SipAnomalies.MixedLineEnds) != SipAnomalies.None && message.IsRequest)
        {
            inspection.Report(Event, "LF beside CRLF"u8);
        }
        else
        {
            inspection.Notice(Event, "LF for CRLF"u8);
        }
    }

    private static void InspectSpaces(in SipMessage message, Inspection inspection)
    {
        foreach (var header in message.Headers)
        {
            if (header.HasSpaceBeforeColon && (Single & message.RepeatedIds & (1UL << (int)header.Id)) != 0 && HasOtherValue(message, header))
            {
                inspection.Report(Event, header.Name);
                return;
            }
        }

        inspection.Notice(Event, "a space before a colon"u8);
    }

    private static bool HasOtherValue(in SipMessage message, in SipHeader spaced)
    {
        foreach (var header in message.All(spaced.Id))
        {
            if (!header.HasSpaceBeforeColon && !header.Value.SequenceEqual(spaced.Value))
            {
                return true;
            }
        }

        return false;
    }
}
