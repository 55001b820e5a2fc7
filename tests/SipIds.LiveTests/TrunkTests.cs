using SipIds.LiveTests.Lab;

namespace SipIds.LiveTests;

public sealed class TrunkTests
{
    // 2,000 calls in ten seconds from one address are a large trunk: its operator raises the limits that count by address.
    // Nothing is adopted as a call from before the start: whatever does not fit is accused.
    private static readonly string[] s_operator =
    [
        "--set", "action_drop=true", "--set", "source=100000", "--set", "byes=100000", "--set", "midstream_grace=0s",
    ];

    [Theory]
    [InlineData(4, "udp")]
    [InlineData(6, "udp")]
    [InlineData(4, "tcp")]
    [InlineData(6, "tcp")]
    public void Two_thousand_calls_with_media_pass_the_queue(int version, string transport)
    {
        using var lab = CallLab.Routed(version);
        Pass(lab, transport, "--queue", "0", "--install-rules");
    }

    [Theory]
    [InlineData(4, "udp")]
    [InlineData(6, "udp")]
    [InlineData(4, "tcp")]
    [InlineData(6, "tcp")]
    public void Two_thousand_calls_with_media_pass_the_bridge(int version, string transport)
    {
        using var lab = CallLab.Bridged(version);
        Pass(lab, transport, "--bridge", "left:right");
    }

    private static void Pass(CallLab lab, string transport, params string[] mode)
    {
        var trunk = new Trunk(lab, transport);
        trunk.Answer();
        var sensor = lab.Sense(["ips", .. mode, .. s_operator]);

        trunk.Call(2000, perSecond: 200).AssertAllSucceeded();

        Assert.Equal(0, sensor.Stop());
        Assert.Empty(sensor.AlertsUpTo(severity: 2));
        Assert.Equal(2000, sensor.Statistics.GetProperty("calls").GetProperty("established").GetInt32());
        Assert.Equal(0, sensor.Statistics.GetProperty("verdicts").GetProperty("dropped").GetInt32());
    }
}
