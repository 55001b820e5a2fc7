using SipIds.Capture.Native;

namespace SipIds.Capture.AfPacket.Filter;

/// <summary>Writes a filter program. Jumps go forward to labels, which are set later.</summary>
internal sealed class BpfWriter
{
    private const uint WholeFrame = uint.MaxValue;

    private readonly List<BpfInstruction> _instructions = [];
    private readonly List<(int From, BpfLabel To)> _jumps = [];

    public void Write(ushort code, uint value = 0) => _instructions.Add(new(code, 0, 0, value));

    public void Accept() => Write(BpfCode.Return, WholeFrame);

    public void Reject() => Write(BpfCode.Return);

    /// <summary>Goes to a label, however far.</summary>
    public void Jump(BpfLabel label)
    {
        _jumps.Add((_instructions.Count, label));
        Write(BpfCode.Jump);
    }

    /// <summary>Goes to a label if the condition holds, else on. The label must be near.</summary>
    public void JumpIf(ushort condition, uint value, BpfLabel label)
    {
        _jumps.Add((_instructions.Count, label));
        Write(condition, value);
    }

    /// <summary>Goes to a label if A is one of the values.</summary>
    public void JumpIfAny(ReadOnlySpan<ushort> values, BpfLabel label)
    {
        foreach (var value in values)
        {
            JumpIf(BpfCode.JumpIfEqual, value, label);
        }
    }

    /// <summary>Ends and takes the frame if A lies between the two, both included.</summary>
    public void AcceptWithin(uint first, uint last)
    {
        if (first == last)
        {
            _instructions.Add(new(BpfCode.JumpIfEqual, 0, 1, first));
        }
        else
        {
            _instructions.Add(new(BpfCode.JumpIfNotLess, 0, 2, first));
            _instructions.Add(new(BpfCode.JumpIfGreater, 1, 0, last));
        }

        Accept();
    }

    /// <summary>Sets a label to the instruction that is written next.</summary>
    public void Set(BpfLabel label) => label.Position = _instructions.Count;

    public BpfInstruction[] ToProgram()
    {
        foreach (var (from, to) in _jumps)
        {
            var distance = to.Position - from - 1;
            var instruction = _instructions[from];
            _instructions[from] = instruction.Code == BpfCode.Jump
                ? instruction with { Value = checked((uint)distance) }
                : instruction with { IfTrue = checked((byte)distance) };
        }

        return [.. _instructions];
    }
}

/// <summary>A place in a filter program.</summary>
internal sealed class BpfLabel
{
    public int Position { get; set; } = -1;
}
