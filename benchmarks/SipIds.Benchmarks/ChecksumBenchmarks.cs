using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using SipIds.Packets;

namespace SipIds.Benchmarks;

/// <summary>What the checksums of one packet cost, the IP header's included: where the source vouches for the wire, and where habits are learnt.</summary>
[MemoryDiagnoser]
public class ChecksumBenchmarks
{
    private readonly PacketDecoder _decoder = new(new());
    private byte[] _frame = [];

    /// <summary>Bytes of the payload.</summary>
    [Params(60, 700, 1400)]
    public int Length { get; set; }

    /// <summary>What the source knows.</summary>
    [Params(ChecksumState.Settled, ChecksumState.Final, ChecksumState.Unknown)]
    public ChecksumState State { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        // Zeros but for what stands in the headers, so that the sums are short ones.
        _frame = new byte[42 + Length];
        var ip = _frame.AsSpan(14);
        (_frame[12], ip[0], ip[8], ip[9]) = (0x08, 0x45, 64, 17);
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(28 + Length));
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], (ushort)~(0x4500 + 28 + Length + 0x4011));
        BinaryPrimitives.WriteUInt16BigEndian(ip[20..], 5060);
        BinaryPrimitives.WriteUInt16BigEndian(ip[22..], 5060);
        BinaryPrimitives.WriteUInt16BigEndian(ip[24..], (ushort)(8 + Length));
        BinaryPrimitives.WriteUInt16BigEndian(ip[26..], (ushort)~(17 + (2 * (8 + Length)) + (2 * 5060)));
    }

    [Benchmark]
    public PacketFaults DecodeAndVerify()
    {
        _ = _decoder.Decode(new() { Number = 1, Link = LinkType.Ethernet, OriginalLength = _frame.Length, Bytes = _frame, Checksums = State }, out var packet);
        _decoder.Verify(ref packet);
        return packet.Faults;
    }
}
