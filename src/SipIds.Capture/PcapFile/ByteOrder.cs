using System.Buffers.Binary;

namespace SipIds.Capture.PcapFile;

/// <summary>The byte order that a section of a pcapng file chose.</summary>
/// <param name="IsBig">Whether the most significant byte comes first.</param>
internal readonly record struct ByteOrder(bool IsBig)
{
    public ushort UInt16(ReadOnlySpan<byte> bytes) =>
        IsBig ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    public uint UInt32(ReadOnlySpan<byte> bytes) =>
        IsBig ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    public long Int64(ReadOnlySpan<byte> bytes) =>
        IsBig ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes);
}
