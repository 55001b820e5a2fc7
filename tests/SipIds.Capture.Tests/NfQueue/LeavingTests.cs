using SipIds.Packets;

namespace SipIds.Capture.Tests.NfQueue;

[Trait("takes", "long")]
public class LeavingTests
{
    private const int Load = 20_000;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_lost_when_a_source_leaves_under_load(bool rulesGoFirst)
    {
        using var lab = new QueueLab();
        var rules = lab.Install(new());
        var source = lab.Open();
        var callee = lab.OpenCallee();
        var caller = lab.OpenCaller();
        var worker = QueueWorker.Start(source);
        var sending = Task.Run(() => NfQueueSourceTests.Send(caller, [.. Enumerable.Range(0, Load).Select(i => $"{i}")]), TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => source.Counters.Received > Load / 10, TimeSpan.FromSeconds(10)));
        _ = worker.Stop();
        if (rulesGoFirst)
        {
            lab.Remove(rules);
        }

        source.Dispose();
        await sending;
        Assert.Equal(Load, QueueLab.Receive(callee).Count);
        Assert.InRange(source.Counters.Received, Load / 10, Load);
    }

    [Fact]
    public void What_waits_unread_when_a_source_leaves_passes_and_is_counted()
    {
        using var lab = new QueueLab();
        _ = lab.Install(new());
        var source = lab.Open();
        var callee = lab.OpenCallee();
        NfQueueSourceTests.Send(lab.OpenCaller(), [.. Enumerable.Range(0, 500).Select(i => $"{i}")]);
        Assert.True(source.Wait(TimeSpan.FromSeconds(5)));
        Assert.True(source.TryRead(out _));
        source.Dispose();
        source.Dispose();
        Assert.Equal(500, QueueLab.Receive(callee).Count);
        Assert.Equal(new() { Received = 1, Bypassed = 499 }, source.Counters);
    }

    [Fact]
    public void A_drop_that_was_decided_holds_when_the_source_leaves()
    {
        using var lab = new QueueLab();
        _ = lab.Install(new());
        var source = lab.Open();
        var callee = lab.OpenCallee();
        NfQueueSourceTests.Send(lab.OpenCaller(), "bad", "good");
        Assert.True(source.Wait(TimeSpan.FromSeconds(5)));
        Assert.True(source.TryRead(out _));
        source.Conclude(Verdict.Drop);
        source.Dispose();
        Assert.Equal(["good"], QueueLab.Receive(callee), StringComparer.Ordinal);
    }

    [Fact]
    public void Another_thread_lets_go_on_what_a_stuck_one_holds()
    {
        using var lab = new QueueLab();
        _ = lab.Install(new());
        var source = lab.Open();
        var callee = lab.OpenCallee();
        var caller = lab.OpenCaller();
        NfQueueSourceTests.Send(caller, "held 1", "held 2", "unread");
        Assert.True(source.Wait(TimeSpan.FromSeconds(5)));
        Assert.True(source.TryRead(out _));
        Assert.Empty(QueueLab.Receive(callee));
        source.StandAside();
        NfQueueSourceTests.Send(caller, "later");
        Assert.Equal(["held 1", "held 2", "unread", "later"], QueueLab.Receive(callee), StringComparer.Ordinal);
    }

    [Fact]
    public void A_source_that_stood_aside_takes_late_verdicts_without_a_fault()
    {
        using var lab = new QueueLab();
        _ = lab.Install(new());
        var source = lab.Open();
        var callee = lab.OpenCallee();
        NfQueueSourceTests.Send(lab.OpenCaller(), "bad 1", "bad 2");
        Assert.True(source.Wait(TimeSpan.FromSeconds(5)));
        source.StandAside();
        Assert.Equal(2, QueueWorker.Drain(source, NfQueueSourceTests.DropBad).Count);
        Assert.Equal(["bad 1", "bad 2"], QueueLab.Receive(callee), StringComparer.Ordinal);
    }

    [Fact]
    public void Traffic_goes_on_when_the_process_that_reads_is_killed()
    {
        using var lab = new QueueLab();
        _ = lab.Install(new());
        var callee = lab.OpenCallee();
        var caller = lab.OpenCaller();
        using var child = lab.In(QueueChild.Start);
        Assert.Equal("ready", child.StandardOutput.ReadLine());
        NfQueueSourceTests.Send(caller, "held");
        Assert.Empty(QueueLab.Receive(callee));
        child.Kill();
        child.WaitForExit();
        NfQueueSourceTests.Send(caller, "later");
        Assert.Equal(["later"], QueueLab.Receive(callee), StringComparer.Ordinal);
        Assert.Equal("again", Reopen(lab, caller));
    }

    private static string Reopen(QueueLab lab, System.Net.Sockets.Socket caller)
    {
        var source = lab.Open();
        NfQueueSourceTests.Send(caller, "again");
        return Assert.Single(QueueWorker.Drain(source)).Text;
    }
}
