using System.Runtime.InteropServices;

namespace SipIds.Capture.Native;

/// <summary>One instruction of the kernel's classic packet filter: struct sock_filter.</summary>
/// <param name="Code">What it does.</param>
/// <param name="IfTrue">How many instructions a jump skips if its condition holds.</param>
/// <param name="IfFalse">How many it skips if not.</param>
/// <param name="Value">Its constant.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct BpfInstruction(ushort Code, byte IfTrue, byte IfFalse, uint Value);

/// <summary>The instructions that the filter is made of, by what they do to the accumulator A and the index X.</summary>
internal static class BpfCode
{
    /// <summary>A = the 16 bits at Value.</summary>
    public const ushort LoadHalf = 0x28;

    /// <summary>A = the byte at Value.</summary>
    public const ushort LoadByte = 0x30;

    /// <summary>A = the 16 bits at X + Value.</summary>
    public const ushort LoadHalfAtIndex = 0x48;

    /// <summary>A = the byte at X + Value.</summary>
    public const ushort LoadByteAtIndex = 0x50;

    /// <summary>X = Value.</summary>
    public const ushort SetIndex = 0x01;

    /// <summary>X = A.</summary>
    public const ushort ToIndex = 0x07;

    /// <summary>A = X.</summary>
    public const ushort FromIndex = 0x87;

    /// <summary>A = A + Value.</summary>
    public const ushort Add = 0x04;

    /// <summary>A = A + X.</summary>
    public const ushort AddIndex = 0x0C;

    /// <summary>A = A and Value.</summary>
    public const ushort And = 0x54;

    /// <summary>A = A shifted left by Value.</summary>
    public const ushort ShiftLeft = 0x64;

    /// <summary>Skips Value instructions.</summary>
    public const ushort Jump = 0x05;

    /// <summary>Jumps on A == Value.</summary>
    public const ushort JumpIfEqual = 0x15;

    /// <summary>Jumps on A &gt; Value.</summary>
    public const ushort JumpIfGreater = 0x25;

    /// <summary>Jumps on A &gt;= Value.</summary>
    public const ushort JumpIfNotLess = 0x35;

    /// <summary>Jumps if A and Value have a bit in common.</summary>
    public const ushort JumpIfAnyBit = 0x45;

    /// <summary>Ends: takes so many bytes of the frame, 0 for none.</summary>
    public const ushort Return = 0x06;
}
