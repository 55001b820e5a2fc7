using SipIds.LiveTests.Lab;

namespace SipIds.LiveTests;

public sealed class MirrorTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    public void Calls_at_a_mirror_port_are_seen_without_an_alert(string workers)
    {
        using var lab = CallLab.Mirrored();
        lab.Answer();
        var sensor = lab.Sense("ids", "-i", "eth0", "--workers", workers);

        lab.Call(50, perSecond: 20).AssertAllSucceeded();

        Assert.Equal(0, sensor.Stop());
        Assert.Empty(sensor.Alerts);
        Assert.Equal(50, sensor.Statistics.GetProperty("calls").GetProperty("established").GetInt32());
        Assert.Equal(300, sensor.Statistics.GetProperty("sip").GetProperty("messages").GetInt32());
    }

    [Fact]
    public void A_flood_is_alerted_and_passes()
    {
        using var lab = CallLab.Mirrored();
        lab.Answer();
        var sensor = lab.Sense("ids", "-i", "eth0", "--set", "action_drop=true", "--set", "calls=20");

        lab.Call(200, perSecond: 100).AssertAllSucceeded();

        sensor.Stop();
        Assert.Contains("spit-caller", sensor.Alerts, StringComparer.Ordinal);
        Assert.All(sensor.Eve.Where(r => r.TryGetProperty("alert", out _)), alert => Assert.Equal("eth0", alert.GetProperty("in_iface").GetString()));
    }
}
