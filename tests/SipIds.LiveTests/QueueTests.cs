using SipIds.LiveTests.Lab;

namespace SipIds.LiveTests;

public sealed class QueueTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("4:5")]
    public void Calls_pass_the_queues_without_an_alert(string queues)
    {
        using var lab = CallLab.Routed();
        lab.Answer();
        var sensor = lab.Sense("ips", "--queue", queues, "--install-rules", "--set", "action_drop=true");

        lab.Call(50, perSecond: 20).AssertAllSucceeded();

        Assert.Equal(0, sensor.Stop());
        Assert.Empty(sensor.Alerts);
        Assert.Equal(50, sensor.Statistics.GetProperty("calls").GetProperty("established").GetInt32());
        Assert.Equal(300, sensor.Statistics.GetProperty("capture").GetProperty("kernel_packets").GetInt32());
    }

    [Fact]
    public void A_flood_of_one_caller_is_stopped_at_its_limit()
    {
        using var lab = CallLab.Routed();
        var callee = lab.Answer();
        var sensor = lab.Sense("ips", "--queue", "0", "--install-rules", "--set", "action_drop=true", "--set", "calls=20");

        var flood = lab.Call(200, perSecond: 100);

        Assert.Equal(1, flood.Code);
        callee.Eventually(() => callee.Arrived >= 20);
        sensor.Stop();
        Assert.Equal(20, callee.Arrived);
        Assert.Contains("spit-caller", sensor.Alerts, StringComparer.Ordinal);
        Assert.All(sensor.Eve.Where(r => r.TryGetProperty("alert", out _)), alert => Assert.Equal("blocked", alert.GetProperty("alert").GetProperty("action").GetString()));
    }

    [Fact]
    public void With_action_drop_false_the_flood_passes_and_is_alerted()
    {
        using var lab = CallLab.Routed();
        lab.Answer();
        var sensor = lab.Sense("ips", "--queue", "0", "--install-rules", "--set", "calls=20");

        lab.Call(200, perSecond: 100).AssertAllSucceeded();

        sensor.Stop();
        Assert.Contains("spit-caller", sensor.Alerts, StringComparer.Ordinal);
        Assert.Equal(0, sensor.Statistics.GetProperty("verdicts").GetProperty("dropped").GetInt32());
    }

    [Fact]
    public void SIGHUP_under_load_loses_nothing()
    {
        using var lab = CallLab.Routed();
        lab.Answer();
        var settings = lab.PathOf("sipcnf.yaml");
        File.WriteAllText(settings, "calls: 5000\n");
        var sensor = lab.Sense("ips", "--queue", "0", "--install-rules", "-c", settings);
        var calls = lab.StartCalls(300, perSecond: 60);
        var reloads = 0;

        while (!calls.HasEnded && reloads < 1000)
        {
            File.WriteAllText(settings, $"calls: {5001 + reloads}\nperiod: {60 + (reloads % 2)}s\n");
            sensor.Signal("HUP");
            sensor.Eventually(() => calls.HasEnded || sensor.Errors.Contains($"→ {5001 + reloads}", StringComparison.Ordinal));
            reloads++;
        }

        calls.WaitForEnd().AssertAllSucceeded();
        sensor.Stop();
        Assert.True(reloads > 3, $"Only {reloads} reloads fell into the calls.");
        Assert.Empty(sensor.Alerts);
        var capture = sensor.Statistics.GetProperty("capture");
        Assert.Equal((1800, 0, 0), (capture.GetProperty("kernel_packets").GetInt32(), capture.GetProperty("kernel_drops").GetInt32(), capture.GetProperty("bypassed").GetInt32()));
    }

    [Fact]
    public void SIGTERM_in_the_middle_of_calls_removes_the_rules_and_no_call_notices()
    {
        using var lab = CallLab.Routed();
        var callee = lab.Answer();
        var sensor = lab.Sense("ips", "--queue", "0", "--install-rules");
        Assert.Contains("SIPIDS", Rules(lab), StringComparison.Ordinal);
        var calls = lab.StartCalls(100, perSecond: 50);
        callee.Eventually(() => callee.Arrived > 10);

        var status = sensor.Stop();

        Assert.Equal(0, status);
        Assert.DoesNotContain("SIPIDS", Rules(lab), StringComparison.Ordinal);
        calls.WaitForEnd().AssertAllSucceeded();
    }

    [Fact]
    public void Where_failure_opens_calls_go_on_when_the_sensor_is_killed()
    {
        using var lab = CallLab.Routed();
        lab.Answer();
        var sensor = lab.Sense("ips", "--queue", "0", "--install-rules");
        lab.Call(5, perSecond: 10).AssertAllSucceeded();

        sensor.Signal("KILL");
        sensor.WaitForEnd();

        lab.Call(50, perSecond: 50).AssertAllSucceeded();
    }

    [Fact]
    public void Without_rules_the_commands_are_printed_and_nothing_is_set()
    {
        using var lab = CallLab.Routed();
        var sensor = lab.Sense("ips", "--queue", "0");

        Assert.Contains("these commands feed the queues:", sensor.Errors, StringComparison.Ordinal);
        Assert.Contains("bypass", sensor.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("SIPIDS", Rules(lab), StringComparison.Ordinal);
    }

    private static string Rules(CallLab lab) => lab.Network.Exec(CallLab.Sensor, "iptables-save") + lab.Network.Exec(CallLab.Sensor, "nft list ruleset");
}
