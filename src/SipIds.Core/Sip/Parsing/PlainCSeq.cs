namespace SipIds.Sip.Parsing;

/// <summary>Reads the form of CSeq that all but a few messages use: a number of at most eight digits, a space, a known method. False, and the parts of no use, for anything else.</summary>
internal static class PlainCSeq
{
    public static bool TryParse(ReadOnlySpan<byte> payload, TextRange text, ref SipCSeq.Parts parts)
    {
        if (payload.Length - text.End < SipMethods.Longest || text.IsEmpty)
        {
            return false;
        }

        // All that is read ends before the payload does, though not with the field.
        var digits = ShortNumber.CountDigits(payload, text.Start);
        var space = text.Start + digits;
        if (!ShortNumber.TryRead(payload, space, digits, out var number) || payload[space] != ' ' || space >= text.End)
        {
            return false;
        }

        parts.Number = number;
        parts.MethodName = new(digits + 1, text.End - text.Start);
        parts.Method = SipMethods.FindIn(payload[(space + 1)..], text.End - space - 1);
        parts.IsPlain = parts.Method is not SipMethod.Extension;
        return parts.IsPlain;
    }
}
