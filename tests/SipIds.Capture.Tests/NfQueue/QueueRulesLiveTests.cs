namespace SipIds.Capture.Tests.NfQueue;

[Trait("takes", "long")]
public class QueueRulesLiveTests
{
    private const string OthersRule = "-A FORWARD -p udp -m udp --dport 9 -j ACCEPT";

    [Fact]
    public void The_rules_come_first_and_exactly_they_go()
    {
        using var lab = new QueueLab();
        AddOthersRule(lab);
        var before = Rules(lab);
        var rules = lab.Install(new() { Ports = [5060, 5080], OwnTraffic = true });
        Assert.Contains("--ports 5060,5080", Rules(lab), StringComparison.Ordinal);
        Assert.Equal("-A FORWARD -j SIPIDS-0", lab.Exec("iptables -t security -S FORWARD").Split('\n')[1]);
        lab.Remove(rules);
        Assert.Equal(before, Rules(lab));
    }

    [Fact]
    public void What_a_killed_run_left_behind_is_replaced()
    {
        using var lab = new QueueLab();
        AddOthersRule(lab);
        var before = Rules(lab);
        _ = lab.Install(new() { Ports = [5060], OwnTraffic = true, LastQueue = 3 });
        var rules = lab.Install(new() { Ports = [5070] });
        Assert.DoesNotContain("5060", Rules(lab), StringComparison.Ordinal);
        lab.Remove(rules);
        Assert.Equal(before, Rules(lab));
    }

    [Fact]
    public void Rules_for_other_queues_stay()
    {
        using var lab = new QueueLab();
        _ = lab.Install(new() { FirstQueue = 4, LastQueue = 5 });
        var others = Rules(lab);
        lab.Remove(lab.Install(new()));
        Assert.Equal(others, Rules(lab));
    }

    [Fact]
    public void A_packet_that_passes_still_meets_the_firewall()
    {
        using var lab = new QueueLab();
        _ = lab.Exec("iptables -A FORWARD -s 10.99.1.77 -j DROP");
        _ = lab.Install(new());
        using var worker = QueueWorker.Start(lab.Open());
        var callee = lab.OpenCallee();
        NfQueueSourceTests.Send(lab.OpenCaller(from: lab.AddCaller(77)), "refused");
        NfQueueSourceTests.Send(lab.OpenCaller(), "let in");
        Assert.Equal(["let in"], QueueLab.Receive(callee), StringComparer.Ordinal);
    }

    [Fact]
    public void A_sensor_on_the_host_of_the_calls_sees_each_packet_once()
    {
        using var lab = new QueueLab();
        _ = lab.Install(new() { OwnTraffic = true });
        using var worker = QueueWorker.Start(lab.Open());
        var host = lab.OpenSensor();
        NfQueueSourceTests.Send(lab.OpenCaller(to: host), "in");
        host.SendTo("out"u8, QueueLab.CallerEndPoint);
        host.SendTo("to itself"u8, host.LocalEndPoint!);
        Assert.Equal(["in", "to itself"], QueueLab.Receive(host).Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal(["in", "out", "to itself"], worker.Stop().Select(seen => seen.Text).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void Rules_that_somebody_took_out_before_are_said()
    {
        using var lab = new QueueLab();
        var rules = lab.Install(new());
        _ = lab.Exec("iptables -t security -D FORWARD -j SIPIDS-0");
        var fault = Assert.Throws<IOException>(() => lab.Remove(rules));
        Assert.StartsWith("The firewall refused 'iptables -w 5 -t security -D FORWARD -j SIPIDS-0': ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SIPIDS", Rules(lab), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iptables -t security -F", "iptables -t security -X")]
    [InlineData("iptables -t security -D FORWARD -j SIPIDS-0", "true")]
    [InlineData("ip6tables -t security -D SIPIDS-0 1", "true")]
    public void Rules_that_somebody_took_away_are_put_in_again(string command, string another)
    {
        using var lab = new QueueLab();
        var rules = lab.Install(new());
        var whole = Rules(lab);
        Assert.False(lab.Mend(rules));
        _ = lab.Exec(command);
        _ = lab.Exec(another);
        Assert.NotEqual(whole, Rules(lab), StringComparer.Ordinal);
        Assert.True(lab.Mend(rules));
        Assert.Equal(whole, Rules(lab));
    }

    [Fact]
    public void Rules_of_others_that_come_and_go_are_nothing_to_mend()
    {
        using var lab = new QueueLab();
        var rules = lab.Install(new());
        AddOthersRule(lab);
        _ = lab.Install(new() { FirstQueue = 10, LastQueue = 10 });
        Assert.False(lab.Mend(rules));
    }

    private static void AddOthersRule(QueueLab lab)
    {
        _ = lab.Exec($"iptables -t security {OthersRule}");
        _ = lab.Exec($"ip6tables -t security {OthersRule}");
    }

    private static string Rules(QueueLab lab) => lab.Exec("iptables -t security -S") + lab.Exec("ip6tables -t security -S");
}
