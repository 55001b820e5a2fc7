using System.Runtime.InteropServices;
using SipIds.Host.Live;
using SipIds.Packets;

namespace SipIds.Host.Tests.Live;

public sealed class LiveRunTests
{
    [Fact]
    public void Every_packet_gets_its_verdict_and_alerts_name_the_source()
    {
        var source = new FakeSource("eth7");
        using var live = new LiveTest().Set("action_drop=true", "calls=5").Start(source);
        source.Send(LiveTest.Invites(200));

        live.Eventually(() => source.Verdicts.Count == 200);

        Assert.Equal(0, live.Stop());
        Assert.All(source.Verdicts.Take(5), verdict => Assert.Equal(Verdict.Pass, verdict));
        Assert.All(source.Verdicts.Skip(5), verdict => Assert.Equal(Verdict.Drop, verdict));
        Assert.Contains("\"in_iface\":\"eth7\"", live.Eve, StringComparison.Ordinal);
        Assert.Contains("spit-caller", live.Eve, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_counted_does_not_depend_on_the_source_that_saw_it()
    {
        var (one, other) = (new FakeSource("eth1"), new FakeSource("eth2"));
        using var live = new LiveTest().Set("calls=6").Start(one, other);
        one.Send(LiveTest.Invites(4));
        other.Send(LiveTest.Invites(4, first: 5));

        live.Eventually(() => one.Verdicts.Count + other.Verdicts.Count == 8);

        live.Stop();
        Assert.Contains("spit-caller", live.Eve, StringComparison.Ordinal);
    }

    [Fact]
    public void On_a_mirror_port_nothing_is_dropped()
    {
        var source = new FakeSource();
        using var live = new LiveTest { Inline = false }.Set("action_drop=true", "calls=1").Start(source);
        source.Send(LiveTest.Invites(50));

        live.Eventually(() => source.Verdicts.Count == 50);

        Assert.All(source.Verdicts, verdict => Assert.Equal(Verdict.Pass, verdict));
        Assert.Contains("nothing: what is watched has passed already", live.Errors, StringComparison.Ordinal);
        Assert.Contains("with --set live.max_delay=1m --set action_drop=true --set calls=1", live.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    public void A_signal_ends_the_run_when_what_waits_has_its_verdict(PosixSignal signal)
    {
        var source = new FakeSource();
        using var live = new LiveTest().Start(source);
        source.Send(LiveTest.Invites(5000));

        live.Signal(signal);

        Assert.Equal(0, live.End());
        Assert.Equal((5000, 0, true), (source.Verdicts.Count, source.Waiting, source.IsDisposed));
        Assert.Contains("packets     5,000", live.Output, StringComparison.Ordinal);
        Assert.Contains("fake        5,000 packets", live.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_installed_is_removed_before_the_queues_are_emptied()
    {
        var source = new FakeSource();
        var rules = new Rules(() => source.IsDisposed);
        using var live = new LiveTest { Install = () => rules }.Start(source);

        live.Stop();

        Assert.Equal((1, false), (rules.Removed, rules.WasTooLate));
    }

    [Fact]
    public void A_source_that_cannot_be_opened_is_a_sentence_and_status_3()
    {
        var first = new FakeSource();
        using var live = new LiveTest().Start(SourcePlan.Single("fake", () => first), SourcePlan.Single("eth9", () => throw new IOException("There is no interface 'eth9'.")));

        Assert.Equal(3, live.End());
        Assert.Contains("sipids: There is no interface 'eth9'.", live.Errors, StringComparison.Ordinal);
        Assert.True(first.IsDisposed);
    }

    [Fact]
    public void An_interface_that_goes_away_is_watched_again_when_it_is_back()
    {
        var sources = new Queue<FakeSource>([new("eth1"), new("eth1")]);
        var (first, second) = (sources.First(), sources.Last());
        using var live = new LiveTest().Start(SourcePlan.Single("eth1", sources.Dequeue));
        first.Send(LiveTest.Invites(3));
        live.Eventually(() => first.Verdicts.Count == 3);

        first.Break("'eth1' is down.");
        second.Send(LiveTest.Invites(4, first: 4));
        live.Eventually(() => second.Verdicts.Count == 4);

        live.Stop();
        Assert.True(first.IsDisposed);
        Assert.Contains("sipids: 'eth1' is down. Trying again every second.", live.Errors, StringComparison.Ordinal);
        Assert.Contains("eth1 is there again.", live.Errors, StringComparison.Ordinal);
        Assert.Contains("eth1        7 packets", live.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Packets_that_the_kernel_dropped_are_said_once_with_their_number()
    {
        var source = new FakeSource();
        using var live = new LiveTest().Start(source);

        source.KernelDrops = 17;
        live.Eventually(() => live.Errors.Contains("the kernel drops packets unseen", StringComparison.Ordinal));

        live.Stop();
        Assert.Contains("fake: the kernel dropped 17 packets unseen.", live.Errors, StringComparison.Ordinal);
        Assert.Equal(2, live.Errors.Split("the kernel drops packets unseen").Length);
    }

    [Fact]
    public void Packets_that_the_kernel_dropped_at_the_very_end_are_said_too()
    {
        var source = new FakeSource();
        using var live = new LiveTest().Start(source);
        source.KernelDrops = 17;
        live.Eventually(() => live.Errors.Contains("the kernel drops packets unseen", StringComparison.Ordinal));

        source.KernelDrops = 40;
        live.Stop();

        Assert.Contains("fake: the kernel dropped 40 packets unseen.", live.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Stats_come_into_the_EVE_log_at_their_interval_and_at_the_end()
    {
        var source = new FakeSource();
        using var live = new LiveTest().Set("stats_interval=300ms").Start(source);
        source.Send(LiveTest.Invites(2));

        live.Eventually(() => live.Eve.Split("\"event_type\":\"stats\"").Length > 2);

        live.Stop();
        Assert.Contains("\"requests\":{\"INVITE\":2}", live.Eve.Split('\n')[^2], StringComparison.Ordinal);
        Assert.Contains("\"name\":\"fake\",\"kernel_packets\":2", live.Eve.Split('\n')[^2], StringComparison.Ordinal);
    }

    private sealed class Rules(Func<bool> isTooLate) : IDisposable
    {
        public int Removed { get; private set; }

        public bool WasTooLate { get; private set; }

        public void Dispose()
        {
            Removed++;
            WasTooLate = isTooLate();
        }
    }
}
