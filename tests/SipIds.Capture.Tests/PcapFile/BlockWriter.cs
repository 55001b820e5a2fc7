using System.Buffers.Binary;

namespace SipIds.Capture.Tests.PcapFile;

/// <summary>Numbers and bytes in one byte order.</summary>
internal sealed class BlockWriter
{
    private readonly List<byte> _bytes = [];
    private readonly bool _big;

    public BlockWriter(bool big = false) => _big = big;

    public int Length => _bytes.Count;

    public BlockWriter UInt16(int value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, unchecked((ushort)value));
        return Ordered(bytes);
    }

    public BlockWriter UInt32(long value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, unchecked((uint)value));
        return Ordered(bytes);
    }

    public BlockWriter Int64(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Ordered(bytes);
    }

    public BlockWriter Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public BlockWriter Pad()
    {
        while (_bytes.Count % 4 != 0)
        {
            _bytes.Add(0);
        }

        return this;
    }

    public byte[] ToArray() => _bytes.ToArray();

    private BlockWriter Ordered(byte[] littleEndian)
    {
        if (_big)
        {
            Array.Reverse(littleEndian);
        }

        return Raw(littleEndian);
    }
}
