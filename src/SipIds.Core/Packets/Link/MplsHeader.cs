namespace SipIds.Packets.Link;

/// <summary>An MPLS label stack (RFC 3032) and what stands below it.</summary>
internal static class MplsHeader
{
    private const int LabelLength = 4;
    private const int ControlWordLength = 4;

    public static Layer Read(ref ReadOnlySpan<byte> rest)
    {
        bool isBottom;
        do
        {
            if (rest.Length < LabelLength)
            {
                return Layer.Truncated;
            }

            isBottom = (rest[2] & 1) != 0;
            rest = rest[LabelLength..];
        }
        while (!isBottom);
        return ReadBelow(ref rest);
    }

    // Nothing in the stack says what it carries. RFC 4928 §3: the first nibble does; 0 is the control word of a pseudowire (RFC 4385 §3).
    private static Layer ReadBelow(ref ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            return Layer.Truncated;
        }

        switch (rest[0] >> 4)
        {
            case 4:
                return Layer.IPv4;
            case 6:
                return Layer.IPv6;
            case 0 when rest.Length < ControlWordLength:
                return Layer.Truncated;
            case 0:
                rest = rest[ControlWordLength..];
                return Layer.Ethernet;
            default:
                return Layer.Ethernet;
        }
    }
}
