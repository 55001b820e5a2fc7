namespace SipIds.Host.Tests.Live;

public sealed class KnowledgeTests
{
    [Fact]
    public void What_is_learnt_is_written_at_the_end_and_read_at_the_next_start()
    {
        using var live = new LiveTest();
        using var next = new LiveTest();
        string[] settings = [$"state={live.StatePath}", "behaviour.enabled=true", "thresholds.adaptive=true"];
        Run(live.Set(settings), calls: 20);
        Assert.Contains("state       ", live.Errors, StringComparison.Ordinal);
        Assert.Equal(0, live.Stop());
        var written = File.ReadAllBytes(live.StatePath);

        // It knows the caller and 20 callees from before, and learns five more.
        Run(next.Set(settings), calls: 5, first: 100);
        Assert.Equal(0, next.Stop());
        Assert.DoesNotContain("begins anew", next.Errors, StringComparison.Ordinal);
        Assert.True(File.ReadAllBytes(live.StatePath).Length > written.Length);
    }

    [Fact]
    public void A_damaged_file_is_said_and_the_run_goes_on()
    {
        using var live = new LiveTest();
        File.WriteAllText(live.StatePath, "nonsense");
        Run(live.Set($"state={live.StatePath}", "behaviour.enabled=true"), calls: 5);
        Assert.Equal(0, live.Stop());
        Assert.Contains("is no state file of this version", live.Errors, StringComparison.Ordinal);
        Assert.Equal("nonsense", File.ReadAllText(live.StatePath + ".damaged"));
        Assert.True(File.Exists(live.StatePath));
    }

    [Fact]
    public void A_state_file_that_could_not_be_written_in_an_hour_is_refused_at_the_start()
    {
        using var live = new LiveTest();
        live.Set($"state={live.StatePath}/file").Start(new FakeSource());
        Assert.Equal(2, live.End());
        Assert.Contains($"'{live.StatePath}/file' cannot be written: there is no directory '{live.StatePath}'.", live.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Trying_it_leaves_nothing_behind()
    {
        using var live = new LiveTest();
        live.Set($"state={live.StatePath}").Start(new FakeSource());
        Assert.False(File.Exists(live.StatePath + ".new"));
        Assert.Equal(0, live.Stop());
    }

    [Fact]
    public void Without_the_setting_nothing_is_written()
    {
        using var live = Run(new LiveTest().Set("behaviour.enabled=true"), calls: 5);
        Assert.Equal(0, live.Stop());
        Assert.False(File.Exists(live.StatePath));
    }

    [Fact]
    public void A_run_that_learns_writes_its_proposals_at_the_end_and_changes_nothing_that_runs()
    {
        using var live = Run(new LiveTest { Learns = TimeSpan.FromDays(7) }.Set("calls=1000"), calls: 200);
        Assert.Contains("learns      limits for 7 days", live.Errors, StringComparison.Ordinal);
        Assert.Equal(0, live.Stop());
        Assert.Matches(@"(?m)^calls: keep 1,000\. ", live.Errors);
        Assert.Contains("\ncalls: 60\n", File.ReadAllText(live.ProposalPath), StringComparison.Ordinal);
    }

    // Until all of them are judged.
    private static LiveTest Run(LiveTest live, int calls, int first = 1)
    {
        var source = new FakeSource();
        live.Start(source);
        source.Send(LiveTest.Invites(calls, first));
        live.Eventually(() => source.Verdicts.Count == calls);
        return live;
    }
}
