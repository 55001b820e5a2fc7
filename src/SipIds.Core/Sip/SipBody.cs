using SipIds.Sip.Parsing;

namespace SipIds.Sip;

/// <summary>Where the body of a message ends: what Content-Length says against what the payload holds (RFC 3261 §18.3, §20.14).</summary>
internal static class SipBody
{
    public static void Frame(ReadOnlySpan<byte> payload, SipHeaderTable table)
    {
        ref var line = ref table.Start;
        var available = payload.Length - line.BodyStart;
        line.BodyLength = available;
        if ((table.Present & (1UL << (int)SipHeaderId.ContentLength)) == 0)
        {
            return;
        }

        var first = table.First(SipHeaderId.ContentLength);
        if (!TryReadLength(payload, table[first], out var length))
        {
            line.Anomalies |= SipAnomalies.ContentLengthInvalid;
            return;
        }

        if ((table.Repeated & (1UL << (int)SipHeaderId.ContentLength)) != 0)
        {
            CheckRepeated(payload, table, first, length);
        }

        if (length > available)
        {
            line.Anomalies |= SipAnomalies.ContentLengthTooLarge;
        }
        else if (length < available)
        {
            line.BodyLength = (int)length;
            CheckTrailing(payload[(line.BodyStart + (int)length)..], ref line);
        }
    }

    private static bool TryReadLength(ReadOnlySpan<byte> payload, in SipHeaderTable.Entry entry, out long length)
    {
        var isShort = ShortNumber.TryRead(payload, entry.ValueStart + entry.ValueLength, entry.ValueLength, out var number);
        length = number;
        return isShort || SipGrammar.TryReadNumber(payload.Slice(entry.ValueStart, entry.ValueLength), int.MaxValue, out length);
    }

    private static void CheckRepeated(ReadOnlySpan<byte> payload, SipHeaderTable table, int first, long length)
    {
        for (var index = first + 1; index < table.Count; index++)
        {
            ref readonly var entry = ref table[index];
            if (entry.Id is SipHeaderId.ContentLength
                && (!TryReadLength(payload, entry, out var other) || other != length))
            {
                table.Start.Anomalies |= SipAnomalies.ContentLengthConflict;
            }
        }
    }

    // Padding of blanks and NUL is common and says nothing.
    private static void CheckTrailing(ReadOnlySpan<byte> rest, ref StartLine line)
    {
        rest = rest.TrimStart("\0\t\r\n "u8);
        if (!rest.IsEmpty)
        {
            line.Anomalies |= SipAnomalies.TrailingBytes | (SipSniffer.LooksLikeSip(rest) ? SipAnomalies.TrailingMessage : SipAnomalies.None);
        }
    }
}
