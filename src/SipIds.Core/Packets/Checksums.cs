using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SipIds.Packets;

/// <summary>The one's complement sums of IP, UDP and TCP (RFC 1071, RFC 768, RFC 9293 §3.1, RFC 8200 §8.1).</summary>
/// <remarks>Sums are taken in the byte order of this machine, which RFC 1071 §2(B) allows: only what is compared with a number is turned.</remarks>
internal static class Checksums
{
    private const ushort Right = 0xFFFF;
    private const int UdpField = 6;
    private const int TcpField = 16;
    private const int IPv4Field = 10;
    private const int IPv4Addresses = 12;
    private const int IPv6Addresses = 8;

    /// <summary>Whether an IPv4 header sums up.</summary>
    public static bool IsHeaderRight(ReadOnlySpan<byte> header) => Fold(Sum(header)) == Right;

    /// <summary>Whether an IPv4 header has no sum at all, which is how some network cards are handed it.</summary>
    public static bool IsHeaderUnmade(ReadOnlySpan<byte> header) => header[IPv4Field] == 0 && header[IPv4Field + 1] == 0;

    /// <summary>What the checksum of a UDP datagram or TCP segment says.</summary>
    /// <param name="network">The IP header, whose addresses are summed too.</param>
    /// <param name="segment">The datagram or segment, whole.</param>
    /// <param name="transport">Which of both it is.</param>
    public static ChecksumVerdict Check(ReadOnlySpan<byte> network, ReadOnlySpan<byte> segment, Transport transport)
    {
        var isUdp = transport is Transport.Udp;
        var field = Unsafe.ReadUnaligned<ushort>(in segment[isUdp ? UdpField : TcpField]);
        if (isUdp && field == 0)
        {
            // RFC 768: the sender made none. RFC 8200 §8.1: over IPv6 it must.
            return IsIPv4(network) ? ChecksumVerdict.None : ChecksumVerdict.Missing;
        }

        var pseudo = PseudoSum(network, isUdp ? IpProtocol.Udp : IpProtocol.Tcp);
        var length = Turned((ushort)segment.Length) + (ulong)(segment.Length >> 16);
        return Fold(pseudo + length + Sum(segment)) == Right ? ChecksumVerdict.Right
            : field == Fold(pseudo + length) || field == Fold(pseudo) ? ChecksumVerdict.Unmade
            : ChecksumVerdict.Wrong;
    }

    /// <summary>The sum of 16-bit words; an odd last byte is the first of its word.</summary>
    public static ulong Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0UL;
        if (bytes.Length >= Vector256<uint>.Count * sizeof(uint) * 2)
        {
            sum = SumBlocks(ref bytes);
        }

        for (; bytes.Length >= sizeof(uint); bytes = bytes[sizeof(uint)..])
        {
            sum += MemoryMarshal.Read<uint>(bytes);
        }

        if (bytes.Length >= sizeof(ushort))
        {
            sum += MemoryMarshal.Read<ushort>(bytes);
            bytes = bytes[sizeof(ushort)..];
        }

        return bytes.IsEmpty ? sum : sum + (BitConverter.IsLittleEndian ? bytes[0] : (ulong)bytes[0] << 8);
    }

    /// <summary>A sum in 16 bits, carries added.</summary>
    public static ushort Fold(ulong sum)
    {
        // RFC 1071 §2(A): 2^16, 2^32 and 2^48 all count as one.
        sum = (sum & uint.MaxValue) + (sum >> 32);
        sum = (sum & uint.MaxValue) + (sum >> 32);
        sum = (sum & ushort.MaxValue) + (sum >> 16);
        sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)sum;
    }

    // The even and the odd words of each lane apart: 64 KiB do not overflow 32 bits.
    private static ulong SumBlocks(ref ReadOnlySpan<byte> bytes)
    {
        var mask = Vector256.Create((uint)ushort.MaxValue);
        Vector256<uint> even = default, odd = default;
        var blocks = MemoryMarshal.Cast<byte, Vector256<uint>>(bytes[..Math.Min(bytes.Length, ushort.MaxValue)]);
        foreach (ref readonly var block in blocks)
        {
            even += block & mask;
            odd += block >>> 16;
        }

        bytes = bytes[(blocks.Length * Vector256<byte>.Count)..];
        return SumLanes(even) + SumLanes(odd);
    }

    private static ulong SumLanes(Vector256<uint> lanes)
    {
        var (low, high) = Vector256.Widen(lanes);
        return Vector256.Sum(low + high);
    }

    private static ulong PseudoSum(ReadOnlySpan<byte> network, byte protocol) => Turned(protocol)
        + (IsIPv4(network) ? Sum(network.Slice(IPv4Addresses, 8)) : Sum(network.Slice(IPv6Addresses, 32)));

    private static bool IsIPv4(ReadOnlySpan<byte> network) => network[0] >> 4 == 4;

    private static ulong Turned(ushort value) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(value) : value;
}

/// <summary>What a checksum says.</summary>
internal enum ChecksumVerdict : byte
{
    Right,

    /// <summary>There is none, as IPv4 allows.</summary>
    None,

    /// <summary>It holds the sum of the addresses alone: what a host leaves to its network card to go on from.</summary>
    Unmade,

    Wrong,

    /// <summary>There is none where IPv6 demands one.</summary>
    Missing,
}
