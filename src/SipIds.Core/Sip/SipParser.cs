using System.Numerics;
using SipIds.Sip.Parsing;

namespace SipIds.Sip;

/// <summary>Finds the start line, the headers and the body of a SIP message (RFC 3261 §7) in one pass. Never throws and never reads outside the payload, whatever the bytes.</summary>
public static class SipParser
{
    internal static readonly SipHeaderTable EmptyTable = new();

    private const ulong MandatoryIds =
        (1UL << (int)SipHeaderId.Via) | (1UL << (int)SipHeaderId.From) | (1UL << (int)SipHeaderId.To)
        | (1UL << (int)SipHeaderId.CallId) | (1UL << (int)SipHeaderId.CSeq);

    /// <summary>Reads the message in <paramref name="payload"/> into <paramref name="table"/>.</summary>
    /// <param name="payload">A UDP payload, or one framed message of a stream.</param>
    /// <param name="table">Filled anew; what it held before is gone.</param>
    /// <param name="message">The message; empty unless the status is <see cref="SipParseStatus.Ok"/>.</param>
    public static SipParseStatus Parse(ReadOnlySpan<byte> payload, SipHeaderTable table, out SipMessage message)
    {
        ArgumentNullException.ThrowIfNull(table);
        message = default;
        table.Clear();
        table.Start = default;
        if (KeepAlive.Matches(payload))
        {
            return SipParseStatus.KeepAlive;
        }

        var start = LeadingEmptyLines(payload);
        table.Start.Anomalies = start > 0 ? SipAnomalies.LeadingEmptyLines : SipAnomalies.None;
        var lineEnd = HeadParser.Parse(payload, start, table);
        var isStartLine = StartLineParser.Parse(payload, start, lineEnd, ref table.Start);
        if (!isStartLine && BitOperations.PopCount(table.Present & MandatoryIds) < 2)
        {
            table.Clear();
            table.Start = default;
            return SipParseStatus.NotSip;
        }

        SipBody.Frame(payload, table);
        message = new(payload, table);
        return SipParseStatus.Ok;
    }

    // RFC 3261 §7.5: CRLFs before the start line are ignored.
    private static int LeadingEmptyLines(ReadOnlySpan<byte> payload)
    {
        var start = 0;
        while ((uint)start < (uint)payload.Length && (payload[start] is (byte)'\r' or (byte)'\n'))
        {
            start++;
        }

        return start;
    }
}
