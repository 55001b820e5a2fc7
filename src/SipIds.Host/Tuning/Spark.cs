using System.Numerics;
using SipIds.State;

namespace SipIds.Host.Tuning;

/// <summary>A histogram in a few characters: a bar for 1, 2, 3 to 4, 5 to 8 and so on, as high as the logarithm of how many there are.</summary>
internal static class Spark
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    public static string Of(CountHistogram counts)
    {
        var bins = new long[BinOf(counts.Max) + 1];
        foreach (var (value, times) in counts.Values)
        {
            bins[BinOf(value)] += times;
        }

        var highest = Math.Log2(bins.Max() + 1);
        return counts.Total == 0 ? "" : string.Concat(bins.Select(times => times == 0 ? ' ' : Bars[(int)Math.Round(Math.Log2(times + 1) / highest * (Bars.Length - 1))]));
    }

    private static int BinOf(long value) => value <= 1 ? 0 : BitOperations.Log2((ulong)(value - 1)) + 1;
}
