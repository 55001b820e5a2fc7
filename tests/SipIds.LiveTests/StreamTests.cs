using SipIds.LiveTests.Lab;

namespace SipIds.LiveTests;

/// <summary>Over TCP, with the retransmissions of real kernels: what is dropped never arrives, by the callee's own capture.</summary>
public sealed class StreamTests
{
    private const string Queue = "--queue 0 --install-rules";
    private const string Bridge = "--bridge left:right";

    private const int Calls = 500;

    private static readonly string[] s_operator =
    [
        "--set", "action_drop=true", "--set", "source=100000", "--set", "byes=100000", "--set", "m_options=100000", "--set", "midstream_grace=0s",
    ];

    [Theory]
    [InlineData(Bridge, "tn")]
    [InlineData(Queue, "tn")]
    [InlineData(Bridge, "t1")]
    [InlineData(Queue, "t1")]
    public void What_is_over_the_limit_never_arrives(string mode, string transport)
    {
        using var lab = LabOf(mode);
        lab.AnswerStreams();
        var arrivals = new ArrivalCapture(lab);
        var sensor = lab.Sense(["ips", .. mode.Split(' '), "--set", "action_drop=true", "--set", "calls=10"]);

        var flood = lab.Call(60, perSecond: 20, "-t", transport, "-max_socket", "100");

        Assert.NotEqual(0, flood.Code);
        Assert.Equal(0, sensor.Stop());
        arrivals.Stop();
        Assert.Contains("spit-caller", sensor.Alerts, StringComparer.Ordinal);
        Assert.Equal(10, arrivals.Values("sip.Method == \"INVITE\"", "sip.Call-ID").Count);
    }

    [Theory]
    [InlineData(Bridge, "sipp")]
    [InlineData(Queue, "sipp")]
    [InlineData(Bridge, "kamailio")]
    [InlineData(Queue, "kamailio")]
    [InlineData(Bridge, "baresip")]
    [InlineData(Queue, "baresip")]
    public void On_a_trunk_what_is_bad_is_replaced_and_all_else_succeeds(string mode, string receiver)
    {
        using var lab = LabOf(mode);
        var trunk = new SharedTrunk(lab, receiver);
        var arrivals = new ArrivalCapture(lab);
        var sensor = lab.Sense(["ips", .. mode.Split(' '), .. s_operator, "--set", $"proxy_ip=[{lab.CallerAddress},{lab.CalleeAddress}]"]);

        trunk.Call(Calls, perSecond: 100).AssertAllSucceeded();

        Assert.Equal(0, sensor.Stop());
        arrivals.Stop();
        var dropped = sensor.Statistics.GetProperty("verdicts").GetProperty("dropped").GetInt32();
        Assert.True(dropped > 0, "No bad message was sent.");
        Assert.False(arrivals.Holds("friendly-scanner"));
        Assert.True(arrivals.Holds("branch=z9hG4bK0"));
        Assert.Single(arrivals.Values("tcp.flags.syn == 1", "tcp.srcport"));
    }

    private static CallLab LabOf(string mode) => mode == Bridge ? CallLab.Bridged() : CallLab.Routed();
}
