using System.Buffers.Binary;
using SipIds.Packets;

namespace SipIds.Testing;

/// <summary>Collects frames into a capture file: classic pcap, little-endian, microseconds, Ethernet.</summary>
public sealed class CaptureBuilder
{
    private const int FileHeaderLength = 24;
    private const int RecordHeaderLength = 16;
    private const uint MicrosecondMagic = 0xA1B2_C3D4;
    private const int SnapLength = 262_144;

    private readonly List<(Timestamp Time, byte[] Bytes)> _frames = [];

    /// <summary>How many frames there are.</summary>
    public int Count => _frames.Count;

    /// <summary>Adds a frame.</summary>
    public CaptureBuilder Add(FrameBuilder frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        _frames.Add((frame.Time, frame.Build()));
        return this;
    }

    /// <summary>Adds packets in their order.</summary>
    public CaptureBuilder Add(params IEnumerable<TestPacket> packets)
    {
        ArgumentNullException.ThrowIfNull(packets);
        foreach (var packet in packets)
        {
            Add(packet.ToFrame());
        }

        return this;
    }

    /// <summary>Adds the packets of calls, in order of time over all of them.</summary>
    public CaptureBuilder Add(params IEnumerable<CallScript> calls) => Add(calls.SelectMany(static call => call.ToPackets()).OrderBy(static packet => packet.Time));

    /// <summary>The bytes of the file.</summary>
    public byte[] ToBytes()
    {
        var file = new byte[FileHeaderLength + _frames.Sum(static frame => RecordHeaderLength + frame.Bytes.Length)];
        BinaryPrimitives.WriteUInt32LittleEndian(file, MicrosecondMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(4), 2);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(6), 4);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), SnapLength);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(20), (uint)LinkType.Ethernet);
        var rest = file.AsSpan(FileHeaderLength);
        foreach (var (time, bytes) in _frames)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(rest, (uint)time.Seconds);
            BinaryPrimitives.WriteUInt32LittleEndian(rest[4..], (uint)(time.Nanoseconds % 1_000_000_000 / 1000));
            BinaryPrimitives.WriteInt32LittleEndian(rest[8..], bytes.Length);
            BinaryPrimitives.WriteInt32LittleEndian(rest[12..], bytes.Length);
            bytes.CopyTo(rest[RecordHeaderLength..]);
            rest = rest[(RecordHeaderLength + bytes.Length)..];
        }

        return file;
    }

    /// <summary>Writes the file.</summary>
    public void Save(string path) => File.WriteAllBytes(path, ToBytes());
}
