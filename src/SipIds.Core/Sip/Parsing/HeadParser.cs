using System.Runtime.CompilerServices;

namespace SipIds.Sip.Parsing;

/// <summary>Indexes the head of a message: its lines (<see cref="LineScan"/>), then their names and values (<see cref="HeaderSplit"/>); by a shorter way where they are plain.</summary>
internal static class HeadParser
{
    /// <summary>Fills the table with the headers of the message whose start line begins at <paramref name="start"/>.</summary>
    /// <returns>Where the start line ends: the offset of its line feed, or the payload's length.</returns>
    public static int Parse(ReadOnlySpan<byte> payload, int start, SipHeaderTable table)
    {
        if (PlainLineScan.TryRun(payload, start, table.LineEnds, out var lines, out var headEnd) && TrySplitPlain(payload, lines, table))
        {
            table.Start.BodyStart = headEnd;
            return table.LineEnds[0];
        }

        ParseAny(payload, start, table);
        var length = payload[start..].IndexOf((byte)'\n');
        return length < 0 ? payload.Length : start + length;
    }

    private static bool TrySplitPlain(ReadOnlySpan<byte> payload, int lines, SipHeaderTable table)
    {
        // Without the empty line.
        var lineEnds = table.LineEnds.AsSpan(0, lines - 1);
        var split = new PlainHeaderSplit(payload, table);
        if (!split.TryRun(lineEnds[0] + 1, lineEnds[1..]))
        {
            return false;
        }

        table.Start.Anomalies |= split.Anomalies;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ParseAny(ReadOnlySpan<byte> payload, int start, SipHeaderTable table)
    {
        table.Clear();
        var scan = new LineScan(payload, table.LineEnds);
        scan.Run(start);
        var lines = scan.Lines;
        if (!scan.HasEmptyLine && !scan.IsFull)
        {
            // The last line has no end of its own.
            table.LineEnds[lines++] = (ushort)payload.Length;
        }

        var lineEnds = table.LineEnds.AsSpan(0, lines);
        if (!lineEnds.IsEmpty)
        {
            table.Start.Anomalies |= new HeaderSplit(payload, table).Run(lineEnds[0] + 1, lineEnds[1..]);
        }

        if (!scan.IsPlain)
        {
            table.Start.Anomalies |= Oddities(payload, start, scan);
        }

        table.Start.BodyStart = scan.HeadEnd;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static SipAnomalies Oddities(ReadOnlySpan<byte> payload, int start, scoped in LineScan scan)
    {
        var anomalies = scan.HasEmptyLine ? SipAnomalies.None : SipAnomalies.NoBlankLine;
        anomalies |= scan.IsFull ? SipAnomalies.TooManyHeaders : SipAnomalies.None;
        anomalies |= scan.HasBareReturn ? SipAnomalies.BareCarriageReturn : SipAnomalies.None;
        if (scan.HasBareLineFeed)
        {
            anomalies |= SipAnomalies.BareLineFeed | (scan.HasLineEnd ? SipAnomalies.MixedLineEnds : SipAnomalies.None);
        }

        return scan.HasControl && HasForbiddenControl(payload[start..scan.HeadEnd]) ? anomalies | SipAnomalies.ControlCharacter : anomalies;
    }

    // RFC 3261 §25.1: a quoted-pair inside a quoted-string may hold any control character but CR and LF; a tab is white space.
    private static bool HasForbiddenControl(ReadOnlySpan<byte> head)
    {
        var inQuotes = false;
        for (var index = 0; index < head.Length; index++)
        {
            var value = head[index];
            if (value == '\n')
            {
                inQuotes &= index + 1 < head.Length && (head[index + 1] is (byte)' ' or (byte)'\t');
            }
            else if (value == '"')
            {
                inQuotes = !inQuotes;
            }
            else if (value == '\\' && inQuotes && index + 1 < head.Length && head[index + 1] is not ((byte)'\r' or (byte)'\n'))
            {
                index++;
            }
            else if ((value < ' ' && value is not ((byte)'\t' or (byte)'\r')) || value == 0x7F)
            {
                return true;
            }
        }

        return false;
    }
}
