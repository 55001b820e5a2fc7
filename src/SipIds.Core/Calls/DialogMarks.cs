namespace SipIds.Calls;

/// <summary>What became of each dialog of a call, by its place in <see cref="Call.CalleeTags"/>: a forked INVITE may make several, and each has an end of its own (RFC 3261 §13.2.2.4).</summary>
internal struct DialogMarks
{
    private byte _answered;
    private byte _left;
    private byte _callerDone;
    private byte _calleeDone;

    /// <summary>Whether a dialog that was answered has had no BYE yet.</summary>
    public readonly bool AnyOpen => (_answered & ~_left) != 0;

    /// <summary>Whether a 2xx made this a dialog.</summary>
    public readonly bool IsAnswered(int place) => (_answered & Bit(place)) != 0;

    /// <summary>Whether a BYE passed in it, of either side.</summary>
    public readonly bool IsLeft(int place) => (_left & Bit(place)) != 0;

    /// <summary>Whether a side's BYE was accepted in it.</summary>
    public readonly bool IsDone(int place, bool byCaller) => ((byCaller ? _callerDone : _calleeDone) & Bit(place)) != 0;

    public void Answer(int place) => _answered |= Bit(place);

    public void Leave(int place) => _left |= Bit(place);

    /// <summary>A challenged BYE ended nothing.</summary>
    public void Stay(int place) => _left &= (byte)~Bit(place);

    public void Finish(int place, bool byCaller)
    {
        if (byCaller)
        {
            _callerDone |= Bit(place);
        }
        else
        {
            _calleeDone |= Bit(place);
        }
    }

    /// <summary>Another tag has taken this place.</summary>
    public void Clear(int place)
    {
        var others = (byte)~Bit(place);
        _answered &= others;
        _left &= others;
        _callerDone &= others;
        _calleeDone &= others;
    }

    // A tag that has no place has no mark.
    private static byte Bit(int place) => place < 0 ? (byte)0 : (byte)(1 << place);
}
