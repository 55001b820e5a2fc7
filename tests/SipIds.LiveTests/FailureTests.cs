using SipIds.LiveTests.Lab;

namespace SipIds.LiveTests;

/// <summary>What becomes of calls when the sensor is stopped or killed.</summary>
public sealed class FailureTests
{
    private static readonly string[] s_queue = ["ips", "--queue", "0", "--install-rules", "--set", "action_drop=true"];

    private static readonly string[] s_bridge = ["ips", "--bridge", "left:right", "--set", "action_drop=true"];

    [Fact]
    public void Calls_outlive_a_sensor_that_is_killed_and_the_next_one_accuses_none_of_them()
    {
        using var lab = CallLab.Routed();
        var trunk = new Trunk(lab);
        var callee = trunk.Answer();
        var killed = lab.Sense(s_queue);
        var calls = trunk.Start(300, perSecond: 20, milliseconds: 2000);
        callee.Eventually(() => callee.Arrived > 40);

        killed.Signal("KILL");
        killed.WaitForEnd();
        callee.Eventually(() => callee.Arrived > 120);
        var sensor = lab.Sense(s_queue);

        Assert.False(calls.HasEnded);
        var result = calls.WaitForEnd();
        Assert.Equal(0, sensor.Stop());
        Assert.Empty(sensor.Alerts);
        result.AssertAllSucceeded();
        Assert.InRange(sensor.Statistics.GetProperty("calls").GetProperty("seen").GetInt32(), 20, 299);
        Assert.DoesNotContain("SIPIDS", lab.Network.Exec(CallLab.Sensor, "iptables-save"), StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_outlive_a_bridge_that_is_killed_and_started_again_at_once()
    {
        using var lab = CallLab.Bridged();
        var trunk = new Trunk(lab);
        var callee = trunk.Answer();
        var killed = lab.Sense(s_bridge);
        var calls = trunk.Start(200, perSecond: 20, milliseconds: 2000);
        callee.Eventually(() => callee.Arrived > 40);

        killed.Signal("KILL");
        killed.WaitForEnd();
        var sensor = lab.Sense(s_bridge);

        var result = calls.WaitForEnd();
        Assert.Equal(0, sensor.Stop());
        Assert.Empty(sensor.Alerts);
        result.AssertAllSucceeded();
    }

    [Fact]
    public void Where_failure_closes_nothing_passes_a_sensor_that_is_stopped_or_killed()
    {
        using var lab = CallLab.Routed();
        var callee = lab.Answer();
        var sensor = lab.Sense([.. s_queue, "--set", "on_failure=closed"]);
        lab.Call(5, perSecond: 10).AssertAllSucceeded();
        callee.Eventually(() => callee.Arrived == 5);

        sensor.Signal("STOP");
        var whileStopped = lab.Call(10, perSecond: 10);
        sensor.Signal("KILL");
        sensor.WaitForEnd();
        var whileDead = lab.Call(10, perSecond: 10);

        Assert.Equal((1, 1), (whileStopped.Code, whileDead.Code));
        Assert.Equal(5, callee.Arrived);
    }

    [Fact]
    public void Where_failure_closes_calls_pass_again_with_the_next_sensor()
    {
        using var lab = CallLab.Routed();
        lab.Answer();
        var killed = lab.Sense([.. s_queue, "--set", "on_failure=closed"]);
        killed.Signal("KILL");
        killed.WaitForEnd();
        Assert.Equal(1, lab.Call(5, perSecond: 10).Code);

        var sensor = lab.Sense([.. s_queue, "--set", "on_failure=closed"]);

        lab.Call(20, perSecond: 20).AssertAllSucceeded();
        Assert.Equal(0, sensor.Stop());
    }
}
