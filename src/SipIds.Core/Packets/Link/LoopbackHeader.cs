using System.Buffers.Binary;

namespace SipIds.Packets.Link;

/// <summary>The address family that BSD loopback interfaces put before a packet, in whichever byte order the capturing host had.</summary>
internal static class LoopbackHeader
{
    private const int Length = 4;

    public static Layer Read(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < Length)
        {
            return Layer.Truncated;
        }

        var family = BinaryPrimitives.ReadUInt32BigEndian(rest);
        family = family > ushort.MaxValue ? BinaryPrimitives.ReverseEndianness(family) : family;
        rest = rest[Length..];
        return family switch
        {
            2 => Layer.IPv4,

            // AF_INET6 of Linux, Windows, NetBSD and OpenBSD, FreeBSD, Darwin.
            10 or 23 or 24 or 28 or 30 => Layer.IPv6,
            _ => Layer.NotForUs,
        };
    }
}
