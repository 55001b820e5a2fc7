using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SipIds.Sip.Parsing;

/// <summary>The second pass over the head of a message, whatever its form: each line into a name, known by number, and a value.</summary>
internal readonly ref struct HeaderSplit
{
    private readonly ReadOnlySpan<byte> _payload;
    private readonly SipHeaderTable _table;

    public HeaderSplit(ReadOnlySpan<byte> payload, SipHeaderTable table)
    {
        _payload = payload;
        _table = table;
    }

    /// <summary>Adds the lines whose ends are given to the table; the first begins at <paramref name="start"/>.</summary>
    /// <returns>What was met or forgiven.</returns>
    public SipAnomalies Run(int start, ReadOnlySpan<ushort> lineEnds)
    {
        ref var data = ref MemoryMarshal.GetReference(_payload);
        var anomalies = SipAnomalies.None;
        var lineStart = start;
        var isFolded = false;
        foreach (var lineFeed in lineEnds)
        {
            // RFC 3261 §7.3.1: a line that begins with white space continues the one before it.
            if (lineFeed + 1 < _payload.Length && (Unsafe.Add(ref data, lineFeed + 1) is (byte)' ' or (byte)'\t') && lineFeed > lineStart)
            {
                isFolded = true;
                continue;
            }

            var end = lineFeed > lineStart && Unsafe.Add(ref data, lineFeed - 1) == '\r' ? lineFeed - 1 : lineFeed;
            if (end > lineStart)
            {
                anomalies |= AddLine(lineStart, end, isFolded);
            }

            isFolded = false;
            lineStart = lineFeed + 1;
        }

        return anomalies;
    }

    /// <summary>Adds any line: an unknown name, none, white space in odd places, several lines folded into one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public SipAnomalies AddLine(int start, int end, bool isFolded)
    {
        var anomalies = isFolded ? SipAnomalies.Folded : SipAnomalies.None;
        var line = _payload[start..end];
        if (SipGrammar.IsWhiteSpace(line[0]))
        {
            return anomalies | SipAnomalies.LeadingFold;
        }

        var colon = line.IndexOf((byte)':');
        if (colon < 0)
        {
            return anomalies | SipAnomalies.NoColon;
        }

        var name = SipGrammar.Trim(line[..colon]);
        anomalies |= name.Length < colon ? SipAnomalies.SpaceBeforeColon : SipAnomalies.None;
        var id = SipHeaderNames.Find(name);
        if (id is SipHeaderId.Other && (name.IsEmpty || name.ContainsAnyExcept(SipGrammar.Token)))
        {
            anomalies |= SipAnomalies.HeaderName;
        }

        var valueStart = SipGrammar.SkipWhiteSpace(line, colon + 1);
        var valueLength = SipGrammar.Trim(line[valueStart..]).Length;
        return _table.TryAdd(start, start + valueStart, valueLength, id, isFolded) ? anomalies : anomalies | SipAnomalies.TooManyHeaders;
    }
}
