using SipIds.Preprocessing;
using SipIds.Preprocessors.Tuning;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>One limit that follows what is measured, with the last weeks that it follows.</summary>
internal sealed class AdaptiveLimit(string name)
{
    private const int Weeks = 5;
    private const long Smallest = 5;

    // The present week is the first.
    private readonly CountHistogram[] _weeks = [.. Enumerable.Range(0, Weeks).Select(_ => new CountHistogram())];
    private int _week;
    private long _mostTaught = long.MaxValue;

    /// <summary>The limit of what has none that follows.</summary>
    public static AdaptiveLimit Fixed { get; } = new("");

    public bool IsFixed => name.Length == 0;

    public string Name => name;

    /// <summary>What is counted; null where it was restored and not seen since.</summary>
    public CountedQuantity? Quantity { get; set; }

    /// <summary>The limit; no count exceeds it while it is learnt.</summary>
    public long Value { get; private set; } = long.MaxValue;

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static AdaptiveLimit Restore(BinaryReader input)
    {
        var limit = new AdaptiveLimit(input.ReadString()) { _week = input.ReadInt32(), Value = input.ReadInt64(), _mostTaught = input.ReadInt64() };
        for (var week = 0; week < Weeks; week++)
        {
            limit._weeks[week] = CountHistogram.Restore(input);
        }

        return limit;
    }

    /// <summary>What a count teaches: no more than the limit that the week began with. One flood moves nothing; what comes in many windows moves the tail.</summary>
    public long Taught(long count) => Math.Min(count, _mostTaught);

    /// <summary>Takes what was measured since the last look, and draws the limit anew.</summary>
    public void Look(CountLearner learner, TimeSpan observed, double alarmsAWeek, TimeSpan week)
    {
        Gather(learner);
        while (_week < (int)(observed / week))
        {
            _week++;
            _mostTaught = Value;
            Array.Copy(_weeks, 0, _weeks, 1, Weeks - 1);
            _weeks[0] = new();
        }

        var known = TimeSpan.FromTicks(Math.Min(observed.Ticks, ((Weeks - 1) * week.Ticks) + (observed.Ticks % week.Ticks)));
        if (known >= week)
        {
            var all = new CountHistogram();
            Array.ForEach(_weeks, all.Add);
            Value = TailFit.Of(all) is { } tail ? Math.Max(tail.LimitFor(alarmsAWeek * (known / week)), Smallest) : long.MaxValue;
            _mostTaught = Math.Min(_mostTaught, Value);
        }
    }

    public void Save(BinaryWriter output, CountLearner learner)
    {
        Gather(learner);
        output.Write(name);
        output.Write(_week);
        output.Write(Value);
        output.Write(_mostTaught);
        Array.ForEach(_weeks, week => week.Save(output));
    }

    private void Gather(CountLearner learner)
    {
        if (Quantity is not null && learner.Find(Quantity) is { } measured)
        {
            _weeks[0].Add(measured.Windows);
            measured.Clear();
        }
    }
}
