using SipIds.LiveTests.Lab;

namespace SipIds.LiveTests;

public sealed class BridgeTests
{
    [Fact]
    public void Calls_pass_the_bridge_without_an_alert()
    {
        using var lab = CallLab.Bridged();
        lab.Answer();
        var sensor = lab.Sense("ips", "--bridge", "left:right", "--set", "action_drop=true");

        lab.Call(50, perSecond: 20).AssertAllSucceeded();

        Assert.Equal(0, sensor.Stop());
        Assert.Empty(sensor.Alerts);
        Assert.Equal(50, sensor.Statistics.GetProperty("calls").GetProperty("established").GetInt32());
    }

    [Fact]
    public void A_flood_of_one_caller_is_stopped_at_its_limit()
    {
        using var lab = CallLab.Bridged();
        var callee = lab.Answer();
        var sensor = lab.Sense("ips", "--bridge", "left:right", "--set", "action_drop=true", "--set", "calls=20");

        var flood = lab.Call(200, perSecond: 100);

        Assert.Equal(1, flood.Code);
        callee.Eventually(() => callee.Arrived >= 20);
        sensor.Stop();
        Assert.Equal(20, callee.Arrived);
        Assert.Contains("spit-caller", sensor.Alerts, StringComparer.Ordinal);
    }

    [Fact]
    public void With_action_drop_false_the_flood_passes_and_is_alerted()
    {
        using var lab = CallLab.Bridged();
        lab.Answer();
        var sensor = lab.Sense("ips", "--bridge", "left:right", "--set", "calls=20");

        lab.Call(200, perSecond: 100).AssertAllSucceeded();

        sensor.Stop();
        Assert.Contains("spit-caller", sensor.Alerts, StringComparer.Ordinal);
    }

    [Fact]
    public void An_interface_that_is_missing_is_a_sentence_and_status_3()
    {
        using var lab = CallLab.Bridged();
        var sensor = lab.Start("ips", "--bridge", "left:rigth");

        Assert.Equal(3, sensor.WaitForEnd());
        Assert.Contains("sipids: There is no interface 'rigth'", sensor.Errors, StringComparison.Ordinal);
    }
}
