namespace SipIds.Preprocessors.Tests.Standing;

/// <summary>Many trials, and what they found in a few lines.</summary>
internal static class Trials
{
    /// <summary>Runs a trial for each seed, on all cores.</summary>
    public static IReadOnlyList<(int Seed, IReadOnlyList<Violation> Violations)> Run(IEnumerable<int> seeds, Func<int, IReadOnlyList<Violation>> trial) =>
        [.. seeds.ToArray().AsParallel().AsOrdered().Select(seed => (seed, trial(seed)))];

    /// <summary>A line for each kind of violation: how often, in how many towns, and the first.</summary>
    public static string Summarize(IReadOnlyList<(int Seed, IReadOnlyList<Violation> Violations)> trials) => string.Join('\n', trials
        .SelectMany(trial => trial.Violations.Select(violation => (trial.Seed, Violation: violation)))
        .GroupBy(one => one.Violation.Kind, StringComparer.Ordinal)
        .Select(kind => $"{kind.Key}: {kind.Count()} in {kind.Select(one => one.Seed).Distinct().Count()} of {trials.Count} towns, such as seed {kind.First().Seed}: {kind.First().Violation.Text}"));
}
