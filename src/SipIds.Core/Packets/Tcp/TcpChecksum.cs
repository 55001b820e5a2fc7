using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SipIds.Packets;

/// <summary>The checksum of a TCP segment and of an IPv4 header (RFC 9293 §3.1, RFC 1071).</summary>
internal static class TcpChecksum
{
    private const int Protocol = 6;
    private const int Offset = 16;

    /// <summary>Whether a whole segment's checksum is right.</summary>
    public static bool IsRight(NetAddress source, NetAddress target, ReadOnlySpan<byte> segment) => Sum(source, target, segment) == 0;

    /// <summary>Writes the checksum of a segment.</summary>
    public static void Write(NetAddress source, NetAddress target, Span<byte> segment)
    {
        segment.Slice(Offset, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(segment[Offset..], Sum(source, target, segment));
    }

    /// <summary>Writes the checksum of an IPv4 header.</summary>
    public static void WriteIPv4(Span<byte> header)
    {
        header.Slice(10, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], Fold(Add(0, header)));
    }

    private static ushort Sum(NetAddress source, NetAddress target, ReadOnlySpan<byte> segment)
    {
        Span<byte> addresses = stackalloc byte[32];
        var length = source.WriteTo(addresses);
        length += target.WriteTo(addresses[length..]);
        return Fold(Add(Add(Protocol + (ulong)segment.Length, addresses[..length]), segment));
    }

    // RFC 1071 §2: the sum may be taken in any width and byte order, folded at the end.
    private static ulong Add(ulong sum, ReadOnlySpan<byte> bytes)
    {
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        ulong little = 0;
        foreach (var word in words)
        {
            little += word;
        }

        var rest = bytes[(words.Length * sizeof(uint))..];
        Span<byte> last = stackalloc byte[sizeof(uint)];
        last.Clear();
        rest.CopyTo(last);
        little += MemoryMarshal.Read<uint>(last);
        little = (little & 0xFFFF_FFFF) + (little >> 32);
        little = (little & 0xFFFF_FFFF) + (little >> 32);
        little = (little & 0xFFFF) + (little >> 16);
        little = (little & 0xFFFF) + (little >> 16);
        return sum + (BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness((ushort)little) : little);
    }

    private static ushort Fold(ulong sum)
    {
        while (sum >> 16 != 0)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}
