using System.Buffers.Text;

namespace SipIds.Packets;

/// <summary>Text of addresses without allocation: dotted quads, and RFC 5952 for IPv6.</summary>
internal static class NetAddressFormat
{
    public static bool TryWriteIPv4(uint address, Span<byte> destination, out int written)
    {
        written = 0;
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            if (!Utf8Formatter.TryFormat((byte)(address >> shift), destination[written..], out var digits)
                || (shift > 0 && written + digits >= destination.Length))
            {
                written = 0;
                return false;
            }

            written += digits;
            if (shift > 0)
            {
                destination[written++] = (byte)'.';
            }
        }

        return true;
    }

    public static bool TryWriteIPv6(NetAddress address, Span<byte> destination, out int written)
    {
        Span<ushort> groups = stackalloc ushort[8];
        for (var i = 0; i < 4; i++)
        {
            groups[i] = (ushort)(address.High >> (48 - (16 * i)));
            groups[i + 4] = (ushort)(address.Low >> (48 - (16 * i)));
        }

        var (zeroStart, zeroLength) = LongestZeroRun(groups);
        Span<byte> text = stackalloc byte[NetAddress.MaxTextLength];
        var length = 0;
        for (var i = 0; i < 8; i++)
        {
            if (i == zeroStart)
            {
                text[length++] = (byte)':';
                text[length++] = (byte)':';
                i += zeroLength - 1;
                continue;
            }

            if (i > 0 && text[length - 1] != ':')
            {
                text[length++] = (byte)':';
            }

            _ = groups[i].TryFormat(text[length..], out var digits, "x", null);
            length += digits;
        }

        written = text[..length].TryCopyTo(destination) ? length : 0;
        return written > 0;
    }

    // RFC 5952 §4.2: the longest run of at least two zero groups is shortened, the first of equals.
    private static (int Start, int Length) LongestZeroRun(ReadOnlySpan<ushort> groups)
    {
        var (best, bestLength) = (-1, 1);
        for (var start = 0; start < groups.Length; start++)
        {
            var length = 0;
            while (start + length < groups.Length && groups[start + length] == 0)
            {
                length++;
            }

            if (length > bestLength)
            {
                (best, bestLength) = (start, length);
            }

            start += length;
        }

        return (best, bestLength);
    }
}
