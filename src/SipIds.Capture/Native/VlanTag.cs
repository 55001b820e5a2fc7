using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace SipIds.Capture.Native;

/// <summary>The outer VLAN tag that the kernel took out of a frame and keeps beside it.</summary>
internal static unsafe class VlanTag
{
    public const int Length = 4;

    private const int Addresses = 12;
    private const ushort Dot1Q = 0x8100;

    /// <summary>Whether the status word of a frame says that a tag was taken out.</summary>
    public static bool IsMissing(uint status) => (status & RingStatus.VlanValid) != 0;

    /// <summary>Puts the tag back by moving the addresses into the room before the frame, and with them what stands before them.</summary>
    /// <param name="frame">Where the frame begins.</param>
    /// <param name="status">Its status word.</param>
    /// <param name="tag">The tag's value.</param>
    /// <param name="protocol">The tag's type, if the status says that it is known.</param>
    /// <param name="before">How many bytes before the frame belong to it.</param>
    /// <returns>Where the frame begins now.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static byte* PutBack(byte* frame, uint status, ushort tag, ushort protocol, int before = 0)
    {
        var start = frame - Length;
        new ReadOnlySpan<byte>(frame - before, before + Addresses).CopyTo(new(start - before, before + Addresses));
        var type = (status & RingStatus.VlanProtocolValid) != 0 ? protocol : Dot1Q;
        BinaryPrimitives.WriteUInt16BigEndian(new(start + Addresses, 2), type);
        BinaryPrimitives.WriteUInt16BigEndian(new(start + Addresses + 2, 2), tag);
        return start;
    }
}
