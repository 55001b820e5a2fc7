using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Preprocessors.Tuning;

/// <summary>Measures what is counted against limits, by the counts of the detectors themselves, in memory that does not grow: for a capture or for weeks of live traffic.</summary>
/// <remarks>
/// A window of a subject begins with its first count and lasts a period, or a day where the count is a slow one; what is recorded of it is its largest count, for that is what a limit is held against.
/// Where more subjects are active at once than there is room for, windows end early; none is lost.
/// </remarks>
public sealed class CountLearner : ICountObserver
{
    private const int MaxQuantities = 64;

    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    private readonly TimeSpan _period;
    private readonly List<MeasuredQuantity> _quantities = new(MaxQuantities);
    private readonly BoundedTable<Window> _windows;
    private readonly BoundedTable<Window>.Expiry _record;

    /// <summary>A learner that knows nothing.</summary>
    /// <param name="period">Over how long a time the limits count.</param>
    /// <param name="subjects">Windows that may be open at once, at some 100 bytes each.</param>
    public CountLearner(TimeSpan period, int subjects = 65_536)
    {
        _period = period;
        _windows = new(subjects);
        _record = Record;
    }

    /// <summary>What was measured so far, in the order in which it was first seen. Windows that are open count after <see cref="CloseWindows"/>.</summary>
    public IReadOnlyList<MeasuredQuantity> Quantities => _quantities;

    /// <inheritdoc/>
    public void OnCount(in SubjectCount count, Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        var index = IndexOf(count.Quantity);
        if (index < 0)
        {
            return;
        }

        _quantities[index].See(count);
        ref var window = ref _windows.GetOrAdd(count.Subject.With((ulong)index), inspection.Now, out var isNew, _record);
        if (isNew)
        {
            window = new() { Quantity = index, Subject = count.Subject, Expires = inspection.Now + (count.Quantity.IsSlow ? s_day : _period) };
        }

        window.Max = Math.Max(window.Max, count.Count);
    }

    /// <summary>Ends every window that is open.</summary>
    public void CloseWindows() => _windows.Sweep(new(long.MaxValue), _windows.Capacity, _record);

    /// <summary>What was measured of one quantity; null if nothing was.</summary>
    internal MeasuredQuantity? Find(CountedQuantity quantity) => _quantities.Find(measured => ReferenceEquals(measured.Quantity, quantity));

    private int IndexOf(CountedQuantity quantity)
    {
        for (var index = 0; index < _quantities.Count; index++)
        {
            if (ReferenceEquals(_quantities[index].Quantity, quantity))
            {
                return index;
            }
        }

        if (_quantities.Count == MaxQuantities)
        {
            return -1;
        }

        _quantities.Add(new(quantity));
        return _quantities.Count - 1;
    }

    private void Record(in Window window) => _quantities[window.Quantity].Record(window.Subject, window.Max);

    private struct Window : IEvictable<Window>
    {
        public int Quantity;
        public StateKey Subject;
        public long Max;

        public Timestamp Expires { get; set; }

        public readonly int Rank => (int)Math.Min(Max, int.MaxValue) - 1;
    }
}
