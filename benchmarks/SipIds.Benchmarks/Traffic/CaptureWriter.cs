using System.Buffers.Binary;
using SipIds.Packets;

namespace SipIds.Benchmarks.Traffic;

/// <summary>Writes UDP payloads as a classic pcap with nanosecond times, to a file or to standard output.</summary>
internal sealed class CaptureWriter : IDisposable
{
    private const int HeaderLength = 14 + 20 + 8;

    private readonly Stream _stream;
    private readonly byte[] _record = new byte[16 + 2048];

    /// <param name="path">The file; <c>-</c> for standard output.</param>
    public CaptureWriter(string path)
    {
        _stream = new BufferedStream(path == "-" ? Console.OpenStandardOutput() : File.Create(path), 1 << 20);
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2_3C4D);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 262_144);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        _stream.Write(header);
    }

    public void Write(Timestamp time, NetEndpoint source, NetEndpoint target, ReadOnlySpan<byte> payload)
    {
        var length = HeaderLength + payload.Length;
        BinaryPrimitives.WriteUInt32LittleEndian(_record, (uint)time.Seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(_record.AsSpan(4), (uint)(time.Nanoseconds % 1_000_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(_record.AsSpan(8), length);
        BinaryPrimitives.WriteInt32LittleEndian(_record.AsSpan(12), length);
        WriteFrame(_record.AsSpan(16, length), source, target, payload);
        _stream.Write(_record.AsSpan(0, 16 + length));
    }

    public void Dispose() => _stream.Dispose();

    /// <summary>An Ethernet frame with these addresses and this payload.</summary>
    public static byte[] Frame(NetEndpoint source, NetEndpoint target, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[HeaderLength + payload.Length];
        WriteFrame(frame, source, target, payload);
        return frame;
    }

    private static void WriteFrame(Span<byte> frame, NetEndpoint source, NetEndpoint target, ReadOnlySpan<byte> payload)
    {
        frame[..HeaderLength].Clear();
        "\x02\0\0\0\0\x01\x02\0\0\0\0\x02\x08\0"u8.CopyTo(frame);
        var ip = frame[14..];
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(28 + payload.Length));
        ip[8] = 64;
        ip[9] = 17;
        _ = source.Address.WriteTo(ip[12..]);
        _ = target.Address.WriteTo(ip[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Checksum(ip[..20]));
        var udp = ip[20..];
        BinaryPrimitives.WriteUInt16BigEndian(udp, source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], target.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)(8 + payload.Length));
        payload.CopyTo(udp[8..]);
    }

    private static ushort Checksum(ReadOnlySpan<byte> header)
    {
        var sum = 0u;
        for (var i = 0; i < header.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(header[i..]);
        }

        sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~(sum + (sum >> 16));
    }
}
