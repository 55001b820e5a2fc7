using System.Net.Sockets;
using System.Text;
using SipIds.LiveTests.Lab;
using SipIds.Testing;

namespace SipIds.LiveTests;

/// <summary>Two kernels with the sensor between them, and messages cut where their sender wants.</summary>
public sealed class SegmentTests
{
    private const string Queue = "--queue 0 --install-rules";
    private const string Bridge = "--bridge left:right";

    private static readonly byte[] s_good = Request("good", "phone");
    private static readonly byte[] s_bad = Request("bad", "friendly-scanner");

    [Theory]
    [InlineData(Bridge)]
    [InlineData(Queue)]
    public void On_a_trunk_a_message_in_two_segments_is_replaced_whole(string mode)
    {
        using var lab = LabOf(mode);
        var sensor = Sense(lab, mode, $"proxy_ip={lab.CallerAddress}");
        using var ends = new TwoEnds(lab);

        ends.Send([.. s_good, .. s_bad[..100]]);
        ends.Send(s_bad[100..]);
        ends.Send(s_good);
        var arrived = ends.Receive(s_good.Length + s_bad.Length + s_good.Length);

        Assert.Equal(0, sensor.Stop());
        Assert.StartsWith(Encoding.ASCII.GetString(s_good) + "SIP/2.0 100 Trying\r\n", arrived, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + Encoding.ASCII.GetString(s_good), arrived, StringComparison.Ordinal);
        Assert.DoesNotContain("scanner", arrived, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Bridge)]
    [InlineData(Queue)]
    public void On_a_trunk_a_message_of_several_full_segments_is_replaced_whole(string mode)
    {
        using var lab = LabOf(mode);
        var sensor = Sense(lab, mode, $"proxy_ip={lab.CallerAddress}");
        using var ends = new TwoEnds(lab);
        var large = Request("bad", "friendly-scanner", padding: 6000);

        ends.Send([.. s_good, .. large, .. s_good]);
        var arrived = ends.Receive(s_good.Length + large.Length + s_good.Length);

        Assert.Equal(0, sensor.Stop());
        Assert.StartsWith(Encoding.ASCII.GetString(s_good) + "SIP/2.0 100 Trying\r\n", arrived, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + Encoding.ASCII.GetString(s_good), arrived, StringComparison.Ordinal);
        Assert.DoesNotContain("scanner", arrived, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Bridge)]
    [InlineData(Queue)]
    public void On_a_trunk_a_half_message_does_not_wait_for_ever(string mode)
    {
        using var lab = LabOf(mode);
        var sensor = Sense(lab, mode, $"proxy_ip={lab.CallerAddress}");
        using var ends = new TwoEnds(lab);

        ends.Send(s_good[..100]);
        var arrived = ends.Receive(100);
        ends.Send(s_good[100..]);

        Assert.Equal(Encoding.ASCII.GetString(s_good), arrived + ends.Receive(s_good.Length - 100));
        Assert.Equal(0, sensor.Stop());
    }

    [Theory]
    [InlineData(Bridge)]
    [InlineData(Queue)]
    public void Elsewhere_both_ends_are_reset(string mode)
    {
        using var lab = LabOf(mode);
        var sensor = Sense(lab, mode, "calls=60");
        using var ends = new TwoEnds(lab);

        ends.Send(s_good);
        Assert.Equal(Encoding.ASCII.GetString(s_good), ends.Receive(s_good.Length));
        ends.Send([.. s_good, .. s_bad]);

        Assert.Equal(SocketError.ConnectionReset, ends.WaitForCallersEnd());
        Assert.Equal((Encoding.ASCII.GetString(s_good), SocketError.ConnectionReset), ends.ReceiveToEnd());
        Assert.Equal(0, sensor.Stop());
    }

    [Theory]
    [InlineData(Bridge)]
    [InlineData(Queue)]
    public void With_hold_what_the_kernel_sends_again_stays_out(string mode)
    {
        using var lab = LabOf(mode);
        var arrivals = new ArrivalCapture(lab);
        var sensor = Sense(lab, mode, "on_drop_stream=hold");
        using var ends = new TwoEnds(lab);

        ends.Send(s_bad);
        sensor.Eventually(() => ends.Retransmissions > 2);

        Assert.Equal(0, ends.Available);
        sensor.Stop();
        arrivals.Stop();
        Assert.False(arrivals.Holds("friendly-scanner"));
    }

    private static CallLab LabOf(string mode) => mode == Bridge ? CallLab.Bridged() : CallLab.Routed();

    private static SensorProcess Sense(CallLab lab, string mode, string setting) =>
        lab.Sense(["ips", .. mode.Split(' '), "--set", "action_drop=true", "--set", setting]);

    private static byte[] Request(string user, string agent, int padding = 1) =>
        SipBuilder.Request("OPTIONS", $"sip:{user}@example.com").From("sip:phone@example.com").Header("User-Agent", agent).Header("X-Padding", new string('y', padding)).Build();
}
