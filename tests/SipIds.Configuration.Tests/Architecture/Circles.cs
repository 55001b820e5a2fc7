namespace SipIds.Configuration.Tests.Architecture;

/// <summary>Finds circles in who uses whom.</summary>
internal static class Circles
{
    /// <summary>One circle for each name that is in any, from its first name on: <c>A > B > A</c>.</summary>
    public static IReadOnlyList<string> Among(IEnumerable<(string From, string To)> uses)
    {
        var next = uses.Where(use => use.From != use.To).Distinct().ToLookup(use => use.From, use => use.To, StringComparer.Ordinal);
        var found = new HashSet<string>(StringComparer.Ordinal);
        var circles = new List<string>();
        foreach (var start in next.Select(group => group.Key).Order(StringComparer.Ordinal).Where(start => !found.Contains(start)))
        {
            if (WayBack(start, next) is { } way)
            {
                found.UnionWith(way);
                circles.Add(string.Join(" > ", [.. way, start]));
            }
        }

        return circles;
    }

    private static List<string>? WayBack(string start, ILookup<string, string> next)
    {
        var queue = new Queue<List<string>>([[start]]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (queue.TryDequeue(out var way))
        {
            foreach (var to in next[way[^1]].Order(StringComparer.Ordinal))
            {
                if (to == start)
                {
                    return way;
                }

                if (seen.Add(to))
                {
                    queue.Enqueue([.. way, to]);
                }
            }
        }

        return null;
    }
}
