using System.Globalization;
using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>1006: nothing is larger than <c>limits</c> allows.</summary>
internal static class LimitsCheck
{
    public const SipAnomalies Signs = SipAnomalies.TooManyHeaders;

    public static readonly EventDescriptor Event = new(Gid.Sip, 1006, "syntax-limits", Severity.Medium, EventAction.Drop,
        "The message, one of its lines, the number of its headers, how often one of them stands (Via, Route, Record-Route and Contact apart) or its body "
        + "is over `limits` (RFC 3261 §26.3.2.4 warns of oversized messages).")
    {
        Title = "Message over the size limits",
        Drop = DropReach.Message,
        Settings = ["limits.message", "limits.header_line", "limits.headers", "limits.repeats", "limits.body"],
        FalseAlarm = "A long chain of proxies, signed Identity headers, a presence document, a picture in a MESSAGE: raise the limit that the alert "
            + "names.",
    };

    public static void Inspect(in SipPacket packet, Inspection inspection, LimitsOptions limits)
    {
        var message = packet.Message;
        var isOver = packet.Payload.Length > limits.Message.Bytes
            | message.HeaderCount > Math.Min(limits.Headers, limits.Repeats)
            | message.Body.Length > limits.Body.Bytes
            | message.Head.Length > limits.HeaderLine.Bytes
            | IsCutStream(packet)
            | (message.Anomalies & Signs) != SipAnomalies.None;
        if (isOver)
        {
            Explain(packet, inspection, limits);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Explain(in SipPacket packet, Inspection inspection, LimitsOptions limits)
    {
        var message = packet.Message;
        if (packet.Payload.Length > limits.Message.Bytes)
        {
            inspection.Report(Event, "the message"u8);
        }
        else if (message.HeaderCount > limits.Headers || (message.Anomalies & Signs) != SipAnomalies.None)
        {
            inspection.Report(Event, "the number of headers"u8);
        }
        else if (RepeatsCheck.IsOver(message, limits.Repeats))
        {
            inspection.Report(Event, "the repeats of one header"u8);
        }
        else if (message.Body.Length > limits.Body.Bytes)
        {
            inspection.Report(Event, "the body"u8);
        }
        else if (HasLongLine(message.Head, limits.HeaderLine.Bytes))
        {
            inspection.Report(Event, "a line"u8);
        }
        else if (IsCutStream(packet) && ClaimsMore(message.ValueOf(SipHeaderId.ContentLength), Math.Min(limits.Body.Bytes, limits.Message.Bytes - message.Head.Length)))
        {
            inspection.Report(Event, "the body that Content-Length claims"u8);
        }
    }

    // A stream is not followed to the end of a body that is over the limits, or makes its message be: what is left to judge is the claim.
    private static bool IsCutStream(in SipPacket packet) =>
        packet.Transport is Transport.Tcp && (packet.Message.Anomalies & ContentLengthCheck.Signs) != SipAnomalies.None;

    private static bool ClaimsMore(ReadOnlySpan<byte> contentLength, long limit) =>
        !contentLength.IsEmpty && !contentLength.ContainsAnyExceptInRange((byte)'0', (byte)'9')
        && (!long.TryParse(contentLength, NumberStyles.None, CultureInfo.InvariantCulture, out var claimed) || claimed > limit);

    // A folded line is one line.
    private static bool HasLongLine(ReadOnlySpan<byte> head, long limit)
    {
        var length = 0;
        while (!head.IsEmpty)
        {
            var end = head.IndexOf((byte)'\n');
            var next = end < 0 ? head.Length : end + 1;
            length += next;
            if (length > limit)
            {
                return true;
            }

            head = head[next..];
            length = !head.IsEmpty && head[0] is (byte)' ' or (byte)'\t' ? length : 0;
        }

        return false;
    }
}
