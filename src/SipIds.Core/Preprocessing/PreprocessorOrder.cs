namespace SipIds.Preprocessing;

/// <summary>The order in which preprocessors run: the message stage first, within a stage as <c>Before</c> and <c>After</c> ask, otherwise as they were registered.</summary>
internal static class PreprocessorOrder
{
    /// <exception cref="InvalidOperationException">What they ask for contradicts itself; the message is a sentence.</exception>
    public static IReadOnlyList<PreprocessorRegistration> Of(IEnumerable<PreprocessorRegistration> registered)
    {
        var all = registered.OrderBy(r => r.Info.Stage).ToList();
        var ordered = new List<PreprocessorRegistration>(all.Count);
        foreach (var registration in all)
        {
            Place(registration, all, ordered, []);
        }

        return ordered;
    }

    // Whoever has to run before comes first; whoever is waited for already waits for himself.
    private static void Place(PreprocessorRegistration next, List<PreprocessorRegistration> all, List<PreprocessorRegistration> ordered, List<string> waiting)
    {
        if (ordered.Contains(next))
        {
            return;
        }

        if (waiting.Contains(next.Info.Name, StringComparer.Ordinal))
        {
            throw new InvalidOperationException($"the order of {string.Join(", ", waiting.Select(name => $"'{name}'"))} contradicts itself: see their Before, After and Stage");
        }

        waiting.Add(next.Info.Name);
        foreach (var other in all.Where(other => IsBefore(other.Info, next.Info)))
        {
            Place(other, all, ordered, waiting);
        }

        waiting.Remove(next.Info.Name);
        ordered.Add(next);
    }

    private static bool IsBefore(PreprocessorInfo left, PreprocessorInfo right) =>
        left.Stage < right.Stage
        || left.Before.Contains(right.Name, StringComparer.Ordinal)
        || right.After.Contains(left.Name, StringComparer.Ordinal);
}
