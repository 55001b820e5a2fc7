using System.Runtime.InteropServices;

namespace SipIds.Capture.Native;

/// <summary>struct tpacket_req3, of which struct tpacket_req is the first half.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RingRequest
{
    public const int Version2Length = 16;

    public uint BlockSize;
    public uint BlockCount;
    public uint FrameSize;
    public uint FrameCount;
    public uint BlockTimeout;
    public uint PrivateSize;
    public uint Features;
}

/// <summary>struct tpacket_stats_v3, of which struct tpacket_stats is the first part.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RingStatistics
{
    public uint Packets;
    public uint Drops;
    public uint Freezes;
}

/// <summary>What the status word of a block or a frame says.</summary>
internal static class RingStatus
{
    public const uint Kernel = 0;
    public const uint User = 1;
    public const uint Copy = 2;
    public const uint ChecksumNotReady = 8;
    public const uint VlanValid = 0x10;
    public const uint VlanProtocolValid = 0x40;
}
