using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Preprocessors.Tuning;

/// <summary>What was measured of one quantity: the largest count of each window of each subject.</summary>
public sealed class MeasuredQuantity
{
    private readonly LoudestSubjects _loudest = new();

    internal MeasuredQuantity(CountedQuantity quantity) => Quantity = quantity;

    /// <summary>What was counted.</summary>
    public CountedQuantity Quantity { get; }

    /// <summary>The limit that held.</summary>
    public long Limit { get; private set; }

    /// <summary>The largest count of each window: how many windows had which.</summary>
    public CountHistogram Windows { get; } = new();

    /// <summary>How many windows exceeded the limit that held.</summary>
    public long Exceeded { get; private set; }

    /// <summary>The subjects with the largest counts, the loudest first.</summary>
    public IReadOnlyList<LoudSubject> Loudest => _loudest.Take();

    internal void See(in SubjectCount count)
    {
        Limit = count.Limit;
        _loudest.See(count.Subject, count.Name, count.Count);
    }

    internal void Record(StateKey subject, long max)
    {
        Windows.Add(max);
        Exceeded += max > Limit ? 1 : 0;
        _loudest.Record(subject, max);
    }

    internal void Clear()
    {
        Windows.Clear();
        Exceeded = 0;
        _loudest.Clear();
    }
}
