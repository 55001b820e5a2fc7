namespace SipIds.Host.Tests.Corpus;

/// <summary>The cases that say whom a drop may hit and whom it has to, and where nothing, or something, is raised.</summary>
public sealed class JudgedCaseTests
{
    public static TheoryData<string> Names => [.. Case.Names.Where(name => new Case(name).IsJudged)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_case_is_judged_as_it_says(string name) => Assert.Equal("", string.Join("; ", Faults(new(name))));

    private static IEnumerable<string> Faults(Case judged)
    {
        if (judged.Pass.Count + judged.Stop.Count > 0)
        {
            var run = CaseRun.Inline(judged);
            var wronged = judged.Pass.Where(run.Dropped.Contains).Order().ToArray();
            var missed = judged.Stop.Where(number => !run.Dropped.Contains(number)).Order().ToArray();
            var raised = string.Join(' ', run.Alerts.Select(alert => alert.Event.Sid).Distinct().Order());
            if (wronged.Length > 0)
            {
                yield return $"drops {string.Join(' ', wronged.Take(6))} of the honest; raised is {raised}";
            }

            if (missed.Length > 0)
            {
                yield return $"lets {missed.Length} of {judged.Stop.Count} pass, such as {missed[0]}; raised is {raised}";
            }
        }

        if (judged.IsSilent && CaseRun.Watch(judged).Serious is { Count: > 0 } loud)
        {
            yield return $"raises {string.Join(' ', loud)}";
        }

        if (judged.IsLoud && CaseRun.Watch(judged).Serious.Count == 0)
        {
            yield return "raises nothing above severity 3";
        }
    }
}
