using System.Runtime.InteropServices;

namespace SipIds.Capture.Native;

/// <summary>struct mmsghdr as 64-bit systems lay it out: a struct msghdr, and how many bytes of it were sent or received.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct BatchedMessage
{
    public void* Name;
    public uint NameLength;
    public Piece* Pieces;
    public nuint PieceCount;
    public void* Control;
    public nuint ControlLength;
    public int Flags;

    // The end of struct msghdr, whose size is a multiple of 8.
    public int Padding;
    public uint Length;
}

/// <summary>struct iovec.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Piece
{
    public byte* Start;
    public nuint Length;
}
