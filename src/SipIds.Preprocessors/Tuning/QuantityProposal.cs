using SipIds.State;

namespace SipIds.Preprocessors.Tuning;

/// <summary>What the measured counts of one quantity say about its limit.</summary>
public sealed class QuantityProposal
{
    // Who stands out has twice the count of the next, and the others would come to it in one of a hundred such captures.
    private const int Gap = 2;
    private const int GapOfFew = 5;
    private const double Unlikely = 0.01;

    private readonly double _weeks;

    /// <summary>Judges what was measured.</summary>
    /// <param name="measured">The counts.</param>
    /// <param name="observed">How long was measured.</param>
    /// <param name="keepsOutliers">Whether subjects that stand out are taken for ordinary.</param>
    public QuantityProposal(MeasuredQuantity measured, TimeSpan observed, bool keepsOutliers)
    {
        ArgumentNullException.ThrowIfNull(measured);
        Measured = measured;
        _weeks = Math.Max(observed.TotalDays, 1e-9) / 7;
        StandingOut = keepsOutliers ? [] : FindStandingOut(measured);
        Ordinary = Without(measured.Windows, StandingOut);
        Tail = TailFit.Of(Ordinary);
    }

    /// <summary>The counts.</summary>
    public MeasuredQuantity Measured { get; }

    /// <summary>Subjects whose counts are far from all others: attackers, or few who do something else than the rest. They are not in <see cref="Ordinary"/>.</summary>
    public IReadOnlyList<LoudSubject> StandingOut { get; }

    /// <summary>The largest counts of the windows of all others.</summary>
    public CountHistogram Ordinary { get; }

    /// <summary>How the large counts go on; null where there are too few to say.</summary>
    public TailFit? Tail { get; }

    /// <summary>How many windows a week would exceed a limit, those of the subjects that stand out apart; not a number where there are too few to say.</summary>
    public double AlarmsAWeek(long limit) => Tail is null ? double.NaN : Ordinary.Total / _weeks * Tail.ChanceAbove(limit);

    /// <summary>The smallest limit that is exceeded so seldom, and not at all by what was seen; null where there are too few counts to say.</summary>
    public long? LimitFor(double alarmsAWeek) => Tail?.LimitFor(alarmsAWeek * _weeks);

    private static List<LoudSubject> FindStandingOut(MeasuredQuantity measured)
    {
        var loudest = measured.Loudest;
        var standing = 0;
        for (var number = 1; number < loudest.Count; number++)
        {
            var (last, next) = (loudest[number - 1].Max, loudest[number].Max);
            if (last >= Gap * next && IsUnlike(Without(measured.Windows, loudest.Take(number)), last, next))
            {
                standing = number;
            }
        }

        return [.. loudest.Take(standing)];
    }

    private static bool IsUnlike(CountHistogram others, long count, long next) => TailFit.Of(others) is { } tail
        ? others.Total * tail.ChanceAbove(count - 1) < Unlikely
        : count >= GapOfFew * next;

    private static CountHistogram Without(CountHistogram all, IEnumerable<LoudSubject> subjects)
    {
        var rest = new CountHistogram();
        rest.Add(all);
        foreach (var subject in subjects)
        {
            rest.Remove(subject.Windows);
        }

        return rest;
    }
}
