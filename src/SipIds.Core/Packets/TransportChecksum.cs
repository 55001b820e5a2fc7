using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace SipIds.Packets;

/// <summary>Writes the checksums of what the sensor sends itself: of a TCP segment, a UDP datagram and an IPv4 header (RFC 9293 §3.1, RFC 768, RFC 1071).</summary>
internal static class TransportChecksum
{
    private const int TcpField = 16;
    private const int UdpField = 6;
    private const int IPv4Field = 10;

    /// <summary>Whether a whole TCP segment's checksum is right.</summary>
    public static bool IsTcpRight(NetAddress source, NetAddress target, ReadOnlySpan<byte> segment) => Of(source, target, IpProtocol.Tcp, segment) == 0;

    /// <summary>Writes the checksum of a TCP segment.</summary>
    public static void WriteTcp(NetAddress source, NetAddress target, Span<byte> segment)
    {
        segment.Slice(TcpField, sizeof(ushort)).Clear();
        Put(segment[TcpField..], Of(source, target, IpProtocol.Tcp, segment));
    }

    /// <summary>Writes the checksum of a UDP datagram, whose zero means that there is none.</summary>
    public static void WriteUdp(NetAddress source, NetAddress target, Span<byte> datagram)
    {
        datagram.Slice(UdpField, sizeof(ushort)).Clear();
        var sum = Of(source, target, IpProtocol.Udp, datagram);
        Put(datagram[UdpField..], sum == 0 ? ushort.MaxValue : sum);
    }

    /// <summary>Writes the checksum of an IPv4 header.</summary>
    public static void WriteIPv4(Span<byte> header)
    {
        header.Slice(IPv4Field, sizeof(ushort)).Clear();
        Put(header[IPv4Field..], (ushort)~Checksums.Fold(Checksums.Sum(header)));
    }

    private static ushort Of(NetAddress source, NetAddress target, byte protocol, ReadOnlySpan<byte> segment)
    {
        Span<byte> pseudo = stackalloc byte[40];
        var length = source.WriteTo(pseudo);
        length += target.WriteTo(pseudo[length..]);
        BinaryPrimitives.WriteUInt32BigEndian(pseudo[length..], (uint)segment.Length);
        BinaryPrimitives.WriteUInt32BigEndian(pseudo[(length + sizeof(uint))..], protocol);
        return (ushort)~Checksums.Fold(Checksums.Sum(pseudo[..(length + (2 * sizeof(uint)))]) + Checksums.Sum(segment));
    }

    // A sum is taken in the byte order of this machine, and stands in memory as it was taken.
    private static void Put(Span<byte> field, ushort sum) => MemoryMarshal.Write(field, sum);
}
