using System.Buffers.Binary;

namespace SipIds.Capture.Tests.NfQueue;

/// <summary>Writes a message as the kernel sends it to the reader of a queue.</summary>
internal sealed class PacketMessage(ushort type = 0x0300)
{
    private readonly List<byte> _bytes = [0, 0, 0, 0, (byte)type, (byte)(type >> 8), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 7];

    public PacketMessage Id(uint id)
    {
        var value = new byte[7];
        BinaryPrimitives.WriteUInt32BigEndian(value, id);
        return Attribute(1, value);
    }

    public PacketMessage Time(long seconds, long microseconds)
    {
        var value = new byte[16];
        BinaryPrimitives.WriteInt64BigEndian(value, seconds);
        BinaryPrimitives.WriteInt64BigEndian(value.AsSpan(8), microseconds);
        return Attribute(4, value);
    }

    public PacketMessage Payload(params byte[] bytes) => Attribute(10, bytes);

    public PacketMessage WholeLength(uint length)
    {
        var value = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(value, length);
        return Attribute(13, value);
    }

    public PacketMessage Attribute(ushort type, byte[] value, int? claimed = null)
    {
        var length = claimed ?? (4 + value.Length);
        _bytes.AddRange([(byte)length, (byte)(length >> 8), (byte)type, (byte)(type >> 8), .. value]);
        while (_bytes.Count % 4 != 0)
        {
            _bytes.Add(0);
        }

        return this;
    }

    public byte[] Build(uint? claimed = null)
    {
        var bytes = _bytes.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, claimed ?? (uint)bytes.Length);
        return bytes;
    }
}
