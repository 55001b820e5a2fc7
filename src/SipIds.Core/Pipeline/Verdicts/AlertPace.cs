using SipIds.Packets;

namespace SipIds.Pipeline.Verdicts;

/// <summary>The first few of something in a period, and after those one at each doubling. One that was due and found no room stays due.</summary>
internal struct AlertPace
{
    private long _number;
    private long _next;
    private Timestamp _renewed;

    /// <summary>Counts one, and says whether it is due.</summary>
    public bool IsDue(Timestamp now, TimeSpan period)
    {
        if (now >= _renewed)
        {
            (_number, _next, _renewed) = (0, 1, now + period);
        }

        return ++_number >= _next;
    }

    /// <summary>Sets what is due next, after one was written.</summary>
    /// <param name="first">How many of a period are written before only each doubling is.</param>
    public void OnWritten(int first)
    {
        if (_number < first)
        {
            _next = _number + 1;
            return;
        }

        long line = Math.Max(first, 1);
        while (line <= _number)
        {
            line *= 2;
        }

        _next = line;
    }
}
