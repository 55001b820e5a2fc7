using SipIds.State;

namespace SipIds.Preprocessors.Tuning;

/// <summary>How the large counts go on beyond those that were seen: peaks over a threshold, fitted by an exponential tail or, where the data say so, by a generalised Pareto one.</summary>
/// <remarks>
/// Counts are whole numbers, so both are taken in their discrete form: of the counts above the threshold, a part S(j) is more than j above it, with S(j) = (1 + shape·j/scale)^(−1/shape),
/// or e^(−j/scale) where the shape is 0. The heavier tail is taken only where it explains the counts significantly better (likelihood ratio, 5 %): with few counts it would be a guess that makes every limit
/// useless. A lighter one than the exponential is never taken: a tail that ends would promise that nothing ever goes beyond it.
/// </remarks>
public sealed class TailFit
{
    private const int MinCounts = 50;
    private const int MaxExceedances = 1000;
    private const double ShareOfTail = 0.05;

    // The 95th percentile of chi-squared with one degree of freedom.
    private const double Significant = 3.84;
    private const double MaxShape = 1;
    private const double ShapeStep = 0.1;
    private const long Most = 1_000_000_000;

    private readonly CountHistogram _counts;

    private TailFit(CountHistogram counts, long threshold, double shape, double scale)
    {
        _counts = counts;
        Threshold = threshold;
        Shape = shape;
        Scale = scale;
        Exceedances = counts.CountAbove(threshold);
    }

    /// <summary>The count above which the tail begins.</summary>
    public long Threshold { get; }

    /// <summary>How many counts the tail was fitted to.</summary>
    public long Exceedances { get; }

    /// <summary>How heavy the tail is; 0 for an exponential one.</summary>
    public double Shape { get; }

    /// <summary>How far the tail reaches.</summary>
    public double Scale { get; }

    /// <summary>Whether the tail is heavier than an exponential one.</summary>
    public bool IsHeavy => Shape > 0;

    /// <summary>Fits the tail; null where there are too few counts.</summary>
    public static TailFit? Of(CountHistogram counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (counts.Total < MinCounts)
        {
            return null;
        }

        var threshold = ThresholdOf(counts);
        var peaks = counts.Values.Where(count => count.Value > threshold).Select(count => new Peak(count.Value - threshold, count.Times)).ToArray();
        var exponential = ExponentialScale(peaks);
        var (shape, scale) = (0.0, exponential);
        var likelihood = Likelihood(peaks, 0, exponential) + (Significant / 2);
        for (var candidate = ShapeStep; candidate <= MaxShape + 1e-9; candidate += ShapeStep)
        {
            var best = BestScale(peaks, candidate, exponential);
            if (Likelihood(peaks, candidate, best) is var found && found > likelihood)
            {
                (shape, scale, likelihood) = (candidate, best, found);
            }
        }

        return new(counts, threshold, shape, scale);
    }

    /// <summary>The chance that a count exceeds a value: as seen below the threshold, by the tail above it.</summary>
    public double ChanceAbove(long value) => value < Threshold
        ? (double)_counts.CountAbove(value) / _counts.Total
        : (double)Exceedances / _counts.Total * Survival(value - Threshold, Shape, Scale);

    /// <summary>The smallest limit that no more than so many of so many counts as were fitted would exceed, and none that was seen does.</summary>
    public long LimitFor(double times)
    {
        var (low, high) = (_counts.Max, Most);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _counts.Total * ChanceAbove(middle) > times ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    // The largest count that enough others exceed: a twentieth of them, but not so many that what is ordinary speaks for what is rare.
    private static long ThresholdOf(CountHistogram counts)
    {
        var wanted = Math.Clamp((long)(ShareOfTail * counts.Total), MinCounts, MaxExceedances);
        var threshold = 0L;
        var above = counts.Total;
        foreach (var (value, times) in counts.Values)
        {
            above -= times;
            if (above < wanted)
            {
                break;
            }

            threshold = value;
        }

        return threshold;
    }

    // The likeliest scale, with half a count more, so that counts that are all alike do not promise that there is no other.
    private static double ExponentialScale(Peak[] peaks)
    {
        var (number, sum) = (0.0, 0.0);
        foreach (var peak in peaks)
        {
            number += peak.Times;
            sum += (double)peak.Height * peak.Times;
        }

        return -1 / Math.Log((sum - number + 0.5) / (sum + 1));
    }

    // The likelihood has one summit along the scale; it is closed in on by the golden section of the logarithm.
    private static double BestScale(Peak[] peaks, double shape, double around)
    {
        const double golden = 0.618;
        var (low, high) = (Math.Log(around / 50), Math.Log(around * 5));
        for (var step = 0; step < 24; step++)
        {
            var (left, right) = (high - (golden * (high - low)), low + (golden * (high - low)));
            (low, high) = Likelihood(peaks, shape, Math.Exp(left)) < Likelihood(peaks, shape, Math.Exp(right)) ? (left, high) : (low, right);
        }

        return Math.Exp((low + high) / 2);
    }

    private static double Likelihood(Peak[] peaks, double shape, double scale)
    {
        var sum = 0.0;
        foreach (var peak in peaks)
        {
            var chance = Survival(peak.Height - 1, shape, scale) - Survival(peak.Height, shape, scale);
            sum += peak.Times * Math.Log(Math.Max(chance, 1e-300));
        }

        return sum;
    }

    private static double Survival(double height, double shape, double scale) =>
        shape > 0 ? Math.Pow(1 + (shape * height / scale), -1 / shape) : Math.Exp(-height / scale);

    private readonly record struct Peak(long Height, long Times);
}
