using SipIds.Calls;
using SipIds.State;

namespace SipIds.Preprocessors.Tuning;

/// <summary>The subjects with the largest counts of one quantity, with a histogram each: who stands out can be named, and left out.</summary>
internal sealed class LoudestSubjects
{
    private const int Room = 32;

    private readonly Entry[] _entries = new Entry[Room];
    private int _used;
    private long _smallest;

    /// <summary>The loudest first.</summary>
    public IReadOnlyList<LoudSubject> Take() =>
        [.. _entries.Take(_used).OrderByDescending(e => e.Max).Select(e => new LoudSubject(e.Name.ToString(), e.Max, e.Windows!))];

    /// <summary>Takes note of a count.</summary>
    public void See(StateKey subject, ReadOnlySpan<byte> name, long count)
    {
        if (_used == Room && count <= _smallest)
        {
            return;
        }

        var index = IndexOf(subject);
        if (index < 0)
        {
            index = PlaceFor(subject);
            _entries[index].Name.Set(name);
        }

        _entries[index].Max = Math.Max(_entries[index].Max, count);
        _smallest = _used == Room ? _entries[Smallest()].Max : 0;
    }

    /// <summary>Takes note that a window of a subject is over.</summary>
    public void Record(StateKey subject, long max)
    {
        if (IndexOf(subject) is >= 0 and var index)
        {
            _entries[index].Windows!.Add(max);
        }
    }

    /// <summary>Forgets everybody.</summary>
    public void Clear()
    {
        Array.Clear(_entries);
        (_used, _smallest) = (0, 0);
    }

    private int PlaceFor(StateKey subject)
    {
        var index = _used < Room ? _used++ : Smallest();
        var windows = _entries[index].Windows ?? new();
        windows.Clear();
        _entries[index] = new() { Subject = subject, Windows = windows };
        return index;
    }

    private int Smallest()
    {
        var smallest = 0;
        for (var index = 1; index < _used; index++)
        {
            smallest = _entries[index].Max < _entries[smallest].Max ? index : smallest;
        }

        return smallest;
    }

    private int IndexOf(StateKey subject)
    {
        for (var index = 0; index < _used; index++)
        {
            if (_entries[index].Subject == subject)
            {
                return index;
            }
        }

        return -1;
    }

    private struct Entry
    {
        public StateKey Subject;
        public InlineText Name;
        public long Max;
        public CountHistogram? Windows;
    }
}
