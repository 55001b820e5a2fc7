using System.Buffers.Text;

namespace SipIds.Packets;

/// <summary>Reads addresses from text without allocation: strict dotted quads, and the forms of RFC 4291 §2.2 for IPv6.</summary>
internal static class NetAddressParser
{
    private const int Groups = 8;

    public static bool TryParse(ReadOnlySpan<byte> text, out NetAddress address)
    {
        if (text is [(byte)'[', .. var inner, (byte)']'])
        {
            return TryReadIPv6(inner, out address);
        }

        if (text.Contains((byte)':'))
        {
            return TryReadIPv6(text, out address);
        }

        var isQuad = TryReadIPv4(text, out var quad);
        address = isQuad ? NetAddress.FromIPv4(quad) : default;
        return isQuad;
    }

    // Four decimal numbers. 010 is eight to some systems and ten to others, so a leading zero makes it no address.
    private static bool TryReadIPv4(ReadOnlySpan<byte> text, out uint address)
    {
        address = 0;
        for (var part = 0; part < 4; part++)
        {
            var dot = part < 3 ? text.IndexOf((byte)'.') : text.Length;
            if (dot is < 1 or > 3 || (dot > 1 && text[0] == '0') || !TryReadOctet(text[..dot], out var octet))
            {
                return false;
            }

            address = (address << 8) | octet;
            text = part < 3 ? text[(dot + 1)..] : default;
        }

        return true;
    }

    private static bool TryReadOctet(ReadOnlySpan<byte> digits, out byte octet) =>
        Utf8Parser.TryParse(digits, out octet, out var length) && length == digits.Length;

    private static bool TryReadIPv6(ReadOnlySpan<byte> text, out NetAddress address)
    {
        address = default;
        Span<ushort> groups = stackalloc ushort[Groups];
        groups.Clear();
        var gap = -1;
        if (text.StartsWith("::"u8))
        {
            gap = 0;
            text = text[2..];
        }

        if (!TryReadGroups(text, groups, ref gap, out var count) || (gap < 0 ? count != Groups : count >= Groups))
        {
            return false;
        }

        if (gap >= 0)
        {
            groups[gap..count].CopyTo(groups[(gap + Groups - count)..]);
            groups[gap..(gap + Groups - count)].Clear();
        }

        address = new(Join(groups), Join(groups[4..]));
        return true;
    }

    private static bool TryReadGroups(ReadOnlySpan<byte> text, Span<ushort> groups, ref int gap, out int count)
    {
        count = 0;
        while (!text.IsEmpty)
        {
            var colon = text.IndexOf((byte)':');
            if (colon < 0 && text.Contains((byte)'.'))
            {
                return TryReadTail(text, groups, ref count);
            }

            if (count == Groups || !TryReadGroup(colon < 0 ? text : text[..colon], out groups[count]))
            {
                return false;
            }

            count++;
            if (colon < 0)
            {
                return true;
            }

            text = text[(colon + 1)..];
            if (text.IsEmpty || (text[0] == ':' && gap >= 0))
            {
                return false;
            }

            if (text[0] == ':')
            {
                gap = count;
                text = text[1..];
            }
        }

        return true;
    }

    // RFC 4291 §2.2, form 3: the last 32 bits as a dotted quad.
    private static bool TryReadTail(ReadOnlySpan<byte> text, Span<ushort> groups, ref int count)
    {
        if (count > Groups - 2 || !TryReadIPv4(text, out var quad))
        {
            return false;
        }

        groups[count++] = (ushort)(quad >> 16);
        groups[count++] = (ushort)quad;
        return true;
    }

    private static bool TryReadGroup(ReadOnlySpan<byte> text, out ushort group)
    {
        group = 0;
        if (text.Length is 0 or > 4)
        {
            return false;
        }

        foreach (var digit in text)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }

            group = (ushort)((group << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10));
        }

        return true;
    }

    private static ulong Join(ReadOnlySpan<ushort> groups) =>
        ((ulong)groups[0] << 48) | ((ulong)groups[1] << 32) | ((ulong)groups[2] << 16) | groups[3];
}
