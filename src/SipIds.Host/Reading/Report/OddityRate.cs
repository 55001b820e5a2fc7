using SipIds.Packets;

namespace SipIds.Host.Reading.Report;

/// <summary>How many alerts of low severity came at once: one by one they are nothing, and hundreds within seconds are a flood or a broken sender.</summary>
internal sealed class OddityRate
{
    private const long Many = 300;

    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(10);

    private Timestamp _start;
    private long _count;

    /// <summary>The most of them in a period.</summary>
    public long Most { get; private set; }

    /// <summary>Whether they deserve a sentence.</summary>
    public bool IsHigh => Most >= Many;

    /// <summary>Over how long they are counted.</summary>
    public static TimeSpan Period => s_period;

    public void Add(Timestamp time)
    {
        if (_count == 0 || time < _start || time - _start >= s_period)
        {
            (_start, _count) = (time, 0);
        }

        Most = Math.Max(Most, ++_count);
    }
}
