using System.Diagnostics;
using System.Numerics;

namespace SipIds.Preprocessing;

/// <summary>How long one of the two calls of a preprocessor takes. One call in a few hundred is timed, so that the others cost nothing.</summary>
public sealed class PreprocessorTiming
{
    /// <summary>How many samples it takes to judge by them.</summary>
    public const int Enough = 50;

    // Four steps to a doubling: a time is kept to within a fifth.
    private const int StepsPerDoubling = 4;

    private readonly long[] _counts = new long[64 * StepsPerDoubling];

    internal PreprocessorTiming(string preprocessor, string call, TimeSpan budget)
    {
        Preprocessor = preprocessor;
        Call = call;
        Budget = budget;
    }

    /// <summary>The preprocessor's name.</summary>
    public string Preprocessor { get; }

    /// <summary>Which of its calls: <c>Inspect</c> or <c>Observe</c>.</summary>
    public string Call { get; }

    /// <summary>How long a call may take.</summary>
    public TimeSpan Budget { get; }

    /// <summary>How many calls were timed.</summary>
    public long Samples { get; private set; }

    /// <summary>How long a call takes on average. The slowest hundredth is left out: that is the machine, which did something else.</summary>
    public TimeSpan Usual
    {
        get
        {
            var left = Samples - ((Samples + 99) / 100);
            var (calls, ticks) = (left, 0.0);
            for (var step = 0; step < _counts.Length && left > 0; step++)
            {
                var taken = Math.Min(_counts[step], left);
                ticks += taken * TicksOf(step);
                left -= taken;
            }

            return calls <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(ticks / calls / Stopwatch.Frequency);
        }
    }

    /// <summary>Whether there are enough samples to say that it is slower than its budget.</summary>
    public bool IsOverBudget => Samples >= Enough && Usual > Budget;

    internal void Add(long stopwatchTicks)
    {
        Samples++;
        _counts[StepOf((ulong)Math.Max(stopwatchTicks, 1))]++;
    }

    private static int StepOf(ulong ticks)
    {
        var doublings = BitOperations.Log2(ticks);
        var rest = doublings < 2 ? ticks << (2 - doublings) : ticks >> (doublings - 2);
        return (doublings * StepsPerDoubling) + (int)(rest & (StepsPerDoubling - 1));
    }

    // The middle of the step.
    private static double TicksOf(int step) => Math.ScaleB(1 + (((step % StepsPerDoubling) + 0.5) / StepsPerDoubling), step / StepsPerDoubling);
}
