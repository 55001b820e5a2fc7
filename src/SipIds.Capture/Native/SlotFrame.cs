using System.Runtime.InteropServices;

namespace SipIds.Capture.Native;

/// <summary>struct tpacket2_hdr: a frame in a slot of its own.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SlotFrame
{
    public uint Status;
    public uint Length;
    public uint Captured;
    public ushort Link;
    public ushort Network;
    public uint Seconds;
    public uint Nanoseconds;
    public ushort VlanTag;
    public ushort VlanProtocol;
}

/// <summary>struct virtio_net_hdr: what is still to be done to a frame before it may stand on a wire.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct VirtioHeader
{
    public const int Size = 10;
    public const byte NeedsChecksum = 1;
    public const byte IsValid = 2; // VIRTIO_NET_HDR_F_DATA_VALID

    public byte Flags;
    public byte Segmentation;
    public ushort HeaderLength;
    public ushort SegmentSize;
    public ushort ChecksumStart;
    public ushort ChecksumOffset;
}
