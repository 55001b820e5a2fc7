using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Tuning;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>Lower limits that follow what is measured (<c>thresholds.adaptive</c>). What is between such a limit and the one of <c>sipcnf.yaml</c> is reported in the mild form of its event.</summary>
/// <remarks>
/// They are never above the limits of the file: nobody can teach them a flood that the file would not allow. Nothing holds before a week was measured, and what was measured more than five weeks ago is forgotten.
/// Limits that must bear what ordinary weeks do not show stay as they are, and so do those of slow counts, of which a week has few windows.
/// </remarks>
internal sealed class AdaptiveLimits(TimeSpan period, IReadOnlyList<EventDescriptor> events)
{
    private const int Subjects = 16_384;
    private const double AlarmsAWeek = 1;

    private static readonly TimeSpan s_week = TimeSpan.FromDays(7);
    private static readonly TimeSpan s_interval = TimeSpan.FromHours(1);

    private readonly CountLearner _learner = new(period, Subjects);
    private readonly Dictionary<CountedQuantity, AdaptiveLimit> _limits = new(ReferenceEqualityComparer.Instance);
    private readonly List<AdaptiveLimit> _order = [];
    private Dictionary<string, AdaptiveLimit> _restored = new(StringComparer.Ordinal);
    private TimeSpan _observed;
    private Timestamp _last;
    private Timestamp _nextRound;
    private int _looked;

    /// <summary>Learns from a count, and reports it where it is over the limit that was learnt and not over the one of the file.</summary>
    public void OnCount(in SubjectCount count, Inspection inspection)
    {
        if (!_limits.TryGetValue(count.Quantity, out var limit))
        {
            _limits[count.Quantity] = limit = Meet(count.Quantity);
        }

        if (limit.IsFixed)
        {
            return;
        }

        Learn(count, limit.Taught(count.Count), inspection);
        if (count.Count > limit.Value && count.Count <= count.Limit)
        {
            inspection.Notice(count.Quantity.Event, count.Count, limit.Value, default, count.Name, count.Subject);
        }
    }

    /// <summary>Looks after one limit, so that no packet waits for all of them.</summary>
    public void OnTick(Timestamp now)
    {
        // What nobody watched is no quiet hour.
        _observed += _last == default || now - _last > s_interval ? TimeSpan.Zero : now - _last;
        _last = now;
        if (now >= _nextRound)
        {
            _nextRound = now + s_interval;
            _looked = 0;
            _learner.CloseWindows();
        }
        else if (_looked < _order.Count)
        {
            _order[_looked++].Look(_learner, _observed, AlarmsAWeek / _order.Count, s_week);
        }
    }

    public void Save(BinaryWriter output)
    {
        _learner.CloseWindows();
        output.Write(_observed.Ticks);
        var known = _order.Concat(_restored.Values).ToList();
        output.Write(known.Count);
        foreach (var limit in known)
        {
            limit.Save(output, _learner);
        }
    }

    /// <summary>Takes over what was saved; where it cannot be read, nothing of it.</summary>
    /// <exception cref="IOException">It is cut short.</exception>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public void Restore(BinaryReader input)
    {
        var observed = TimeSpan.FromTicks(input.ReadInt64());
        var restored = new Dictionary<string, AdaptiveLimit>(StringComparer.Ordinal);
        for (var left = input.ReadInt32(); left > 0; left--)
        {
            var limit = AdaptiveLimit.Restore(input);
            restored[limit.Name] = limit;
        }

        (_observed, _restored) = (observed, restored);
    }

    private void Learn(in SubjectCount count, long taught, Inspection inspection) =>
        _learner.OnCount(new() { Quantity = count.Quantity, Subject = count.Subject, Name = count.Name, Count = taught, Limit = count.Limit }, inspection);

    // Called once for each quantity there is.
    private AdaptiveLimit Meet(CountedQuantity quantity)
    {
        if (quantity.Unseen is not null || quantity.IsSlow || !events.Contains(quantity.Event))
        {
            return AdaptiveLimit.Fixed;
        }

        var name = $"{quantity.Setting}/{quantity.Subject}/{quantity.Event.Sid}";
        var limit = _restored.Remove(name, out var known) ? known : new(name);
        limit.Quantity = quantity;
        _order.Add(limit);
        return limit;
    }
}
