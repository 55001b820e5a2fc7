using System.Globalization;
using System.Net;
using System.Net.Sockets;
using SipIds.Capture.Tests.Lab;
using SipIds.LiveTests.Lab;
using SipIds.Testing;

namespace SipIds.LiveTests;

/// <summary>Messages at a mirror port as fast as the sender can make them.</summary>
public sealed class RateTests
{
    private const int Messages = 200_000;

    [Theory]
    [InlineData("64MiB", "1")]
    [InlineData("2MiB", "1")]
    [InlineData("2MiB", "2")]
    public void What_was_sent_was_seen_or_is_said_to_be_lost(string ring, string workers)
    {
        using var lab = CallLab.Bridged();
        var sensor = lab.Sense("ids", "-i", "left", "--workers", workers, "--set", $"live.capture.ring={ring}");

        var crossed = Send(lab, Messages);

        Assert.Equal(0, sensor.Stop());
        AssertAgrees(sensor, crossed);
    }

    [Fact]
    public void What_comes_while_the_sensor_sleeps_is_in_the_ring_or_is_said_to_be_lost()
    {
        using var lab = CallLab.Bridged();
        var sensor = lab.Sense("ids", "-i", "left", "--set", "live.capture.ring=2MiB");

        sensor.Signal("STOP");
        var crossed = Send(lab, 20_000);
        sensor.Signal("CONT");

        Assert.Equal(0, sensor.Stop());
        Assert.True(AssertAgrees(sensor, crossed) > 0, "The ring held more than it has room for.");
    }

    private static long AssertAgrees(SensorProcess sensor, long crossed)
    {
        var statistics = sensor.Statistics;
        var seen = statistics.GetProperty("capture").GetProperty("kernel_packets").GetInt64();
        var lost = statistics.GetProperty("capture").GetProperty("kernel_drops").GetInt64();
        Assert.Equal(crossed, seen + lost);
        Assert.Equal((seen, seen), (statistics.GetProperty("decoder").GetProperty("pkts").GetInt64(), statistics.GetProperty("sip").GetProperty("messages").GetInt64()));
        if (lost > 0)
        {
            Assert.Contains("left: the kernel drops packets unseen.", sensor.Errors, StringComparison.Ordinal);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"left: the kernel dropped {lost} packets unseen."), sensor.Errors, StringComparison.Ordinal);
        }

        return lost;
    }

    /// <summary>Sends INVITEs to an address behind the cable, and says how many came out at its other end.</summary>
    private static long Send(CallLab lab, int count)
    {
        lab.Network.Ip(CallLab.Caller, "neighbour add 10.77.0.9 lladdr 02:00:00:00:00:09 dev eth0");
        var invite = SipBuilder.Request("INVITE", "sip:bob@example.com").Build();
        var before = Cable.Lost(lab.Network, CallLab.Caller, "eth0");
        using var socket = lab.Network.In(CallLab.Caller, () => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        socket.Connect(IPAddress.Parse("10.77.0.9"), 5060);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(invite.Length, socket.Send(invite));
        }

        return count - (Cable.Lost(lab.Network, CallLab.Caller, "eth0") - before);
    }
}
