using System.Buffers.Binary;
using SipIds.Capture.Native;

namespace SipIds.Capture.Tests.AfPacket;

/// <summary>Runs a filter program as the kernel does: a load beyond the frame ends it with nothing taken.</summary>
internal static class BpfMachine
{
    public static bool Takes(BpfInstruction[] program, ReadOnlySpan<byte> frame)
    {
        uint a = 0, x = 0;
        for (var at = 0; at < program.Length; at++)
        {
            var (code, ifTrue, ifFalse, value) = program[at];
            switch (code)
            {
                case BpfCode.LoadHalf when TryLoad(frame, value, 2, out a):
                case BpfCode.LoadByte when TryLoad(frame, value, 1, out a):
                case BpfCode.LoadHalfAtIndex when TryLoad(frame, x + value, 2, out a):
                case BpfCode.LoadByteAtIndex when TryLoad(frame, x + value, 1, out a):
                    break;
                case BpfCode.LoadHalf or BpfCode.LoadByte or BpfCode.LoadHalfAtIndex or BpfCode.LoadByteAtIndex:
                    return false;
                case BpfCode.SetIndex:
                    x = value;
                    break;
                case BpfCode.ToIndex:
                    x = a;
                    break;
                case BpfCode.FromIndex:
                    a = x;
                    break;
                case BpfCode.Add:
                    a += value;
                    break;
                case BpfCode.AddIndex:
                    a += x;
                    break;
                case BpfCode.And:
                    a &= value;
                    break;
                case BpfCode.ShiftLeft:
                    a <<= (int)value;
                    break;
                case BpfCode.Jump:
                    at += (int)value;
                    break;
                case BpfCode.Return:
                    return value != 0;
                default:
                    at += Holds(code, a, value) ? ifTrue : ifFalse;
                    break;
            }
        }

        throw new InvalidOperationException("The program has no end.");
    }

    private static bool Holds(ushort code, uint a, uint value) => code switch
    {
        BpfCode.JumpIfEqual => a == value,
        BpfCode.JumpIfGreater => a > value,
        BpfCode.JumpIfNotLess => a >= value,
        BpfCode.JumpIfAnyBit => (a & value) != 0,
        _ => throw new InvalidOperationException($"Instruction {code:x2} is not known."),
    };

    private static bool TryLoad(ReadOnlySpan<byte> frame, uint at, int length, out uint loaded)
    {
        loaded = 0;
        if (at + length > frame.Length)
        {
            return false;
        }

        loaded = length == 1 ? frame[(int)at] : BinaryPrimitives.ReadUInt16BigEndian(frame[(int)at..]);
        return true;
    }
}
