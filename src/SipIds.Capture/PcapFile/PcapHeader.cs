using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SipIds.Packets;

namespace SipIds.Capture.PcapFile;

/// <summary>The header of a classic pcap file (draft-ietf-opsawg-pcap §4).</summary>
/// <param name="Swapped">Whether its numbers are in the byte order that this machine does not use.</param>
/// <param name="Link">What the frames begin with.</param>
/// <param name="RecordHeader">The length of the header before each frame in bytes.</param>
/// <param name="FractionScale">Nanoseconds in one unit of the timestamps' fraction.</param>
internal readonly record struct PcapHeader(bool Swapped, LinkType Link, int RecordHeader, int FractionScale)
{
    public const int Length = 24;

    private const uint Microseconds = 0xA1B2C3D4;
    private const uint Nanoseconds = 0xA1B23C4D;

    // A patched libpcap of the 1990s adds interface index, protocol and packet type to each record.
    private const uint Modified = 0xA1B2CD34;

    [StructLayout(LayoutKind.Sequential)]
    private struct Wire
    {
        public uint Magic;
        public ushort Major;
        public ushort Minor;
        public uint Zone;
        public uint Accuracy;
        public uint SnapLength;
        public uint Network;
    }

    public static bool IsMagic(uint magic) =>
        IsNative(magic) || IsNative(BinaryPrimitives.ReverseEndianness(magic));

    /// <summary>Takes the header from an input that begins with one of its magic numbers.</summary>
    /// <exception cref="CaptureFormatException">It is cut short or of a version that nobody writes.</exception>
    public static PcapHeader Take(CaptureInput input)
    {
        if (!input.TryFill(Length))
        {
            throw new CaptureFormatException($"{input.Name} ends in the middle of its header: {input.Fault ?? "it was cut short"}.");
        }

        var wire = MemoryMarshal.Read<Wire>(input.Unread);
        var swapped = !IsNative(wire.Magic);
        if (swapped)
        {
            wire.Magic = BinaryPrimitives.ReverseEndianness(wire.Magic);
            wire.Major = BinaryPrimitives.ReverseEndianness(wire.Major);
            wire.Minor = BinaryPrimitives.ReverseEndianness(wire.Minor);
            wire.Network = BinaryPrimitives.ReverseEndianness(wire.Network);
        }

        // Before 2.4 the two lengths of a record stood in the other order.
        if (wire.Major != 2 || wire.Minor < 4)
        {
            throw new CaptureFormatException(
                $"{input.Name} is pcap of version {wire.Major}.{wire.Minor}, not 2.4; convert it with 'editcap -F pcap in out'.");
        }

        input.Consume(Length);

        // The upper half of the field tells the length of the frame check sequence.
        return new(swapped, (LinkType)wire.Network, wire.Magic == Modified ? 24 : 16, wire.Magic == Nanoseconds ? 1 : 1000);
    }

    private static bool IsNative(uint magic) => magic is Microseconds or Nanoseconds or Modified;
}
