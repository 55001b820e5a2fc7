using SipIds.Host.Discovery.Survey;
using SipIds.Host.Pages;
using SipIds.Host.Tuning;

namespace SipIds.Host.Discovery.Finding;

/// <summary>Counts in words.</summary>
internal static class Evidence
{
    public static string Number(long value) => Figures.Number(value);

    /// <summary><c>1 call</c>, <c>12 calls</c>.</summary>
    public static string Count(long count, string one) => $"{Number(count)} {Noun(count, one)}";

    /// <summary><c>1 user</c>, <c>12 users</c>, <c>at least 256 users</c>.</summary>
    public static string Count(DistinctSet set, string one) => $"{set.Text} {Noun(set.Count, one)}";

    public static string Time(TimeSpan time) =>
        time < TimeSpan.FromMilliseconds(1) ? "less than 1 ms"
        : time.TotalMilliseconds < 999.5 ? $"{time.TotalMilliseconds:0} ms"
        : Math.Round(time.TotalSeconds) == 1 ? "1 second"
        : time < TimeSpan.FromMinutes(2) ? $"{time.TotalSeconds:0} seconds"
        : ProposalText.Time(time);

    /// <summary>A list as a sentence has it.</summary>
    public static string List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }

    private static string Noun(long count, string one) => count == 1 ? one : one.EndsWith('s') ? one + "es" : one + "s";
}
