namespace SipIds.Configuration;

/// <summary>Finds the name that a person probably meant.</summary>
public static class NearestName
{
    private const int LongestName = 64;

    /// <summary>The nearest of the candidates; null if none is near.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(candidates);
        var wanted = Bare(name);
        if (wanted.Length is 0 or > LongestName)
        {
            return null;
        }

        // One slip in three letters is a slip; more is another word.
        var best = 1 + (wanted.Length / 3);
        string? nearest = null;
        foreach (var candidate in candidates)
        {
            var distance = Distance(wanted, Bare(candidate), best);
            if (distance < best)
            {
                best = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    /// <summary>The ending of a message that names the nearest candidate; empty if none is near.</summary>
    public static string Hint(string name, IEnumerable<string> candidates) =>
        Of(name, candidates) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    private static string Bare(string name) =>
        name.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    // Levenshtein, row by row, with swapped neighbours as one step.
    private static int Distance(string from, string to, int limit)
    {
        if (to.Length > LongestName || Math.Abs(from.Length - to.Length) >= limit)
        {
            return limit;
        }

        Span<int> before = stackalloc int[LongestName + 1];
        Span<int> previous = stackalloc int[LongestName + 1];
        Span<int> current = stackalloc int[LongestName + 1];
        for (var j = 0; j <= to.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= from.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var cost = from[i - 1] == to[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    current[j] = Math.Min(current[j], before[j - 2] + 1);
                }
            }

            previous.CopyTo(before);
            current.CopyTo(previous);
        }

        return previous[to.Length];
    }
}
