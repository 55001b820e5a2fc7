using System.Globalization;
using System.Text.RegularExpressions;
using SipIds.LiveTests.Lab;
using SipIds.Packets;

namespace SipIds.LiveTests;

/// <summary>A verdict lasts: what was dropped is sent again, and stays out. Others notice nothing.</summary>
public sealed partial class UdpVerdictTests
{
    private const string Queue = "--queue 0 --install-rules";
    private const string Bridge = "--bridge left:right";

    private const int HonestCalls = 10;

    // A BYE or CANCEL for no call is dropped by itself. Here the limits alone have to do it.
    private static readonly string[] s_settings =
    [
        Flood.Ports, "midstream_grace=0s", "events.session-bye-unexpected=alert", "events.session-cancel-unexpected=alert",
        .. Offer.All.Select(offer => offer.Setting).Distinct(StringComparer.Ordinal),
    ];

    [Theory]
    [InlineData(Queue)]
    [InlineData(Bridge)]
    public void What_is_over_a_limit_never_arrives_however_often_it_is_sent(string mode)
    {
        using var lab = mode == Bridge ? CallLab.BridgedAndAttacked() : CallLab.RoutedAndAttacked();
        lab.Answer();
        var floods = Offer.All.Select((offer, number) => new Flood(lab, offer, number)).ToArray();
        var (sent, received) = (new LineCapture(lab, CallLab.Attacker), new LineCapture(lab, CallLab.Callee));
        var sensor = lab.Sense(["ips", .. mode.Split(' '), "--set", "action_drop=true", .. Set(s_settings)]);

        Array.ForEach(floods, flood => flood.Start());
        lab.Call(HonestCalls, perSecond: 4).AssertAllSucceeded();
        Array.ForEach(floods, flood => flood.WaitForEnd());
        Assert.Equal(0, sensor.Stop());
        sent.Stop();
        received.Stop();

        Assert.Equal(HonestCalls, LineCapture.Requests(received.Path, "INVITE", new(NetAddress.Parse(lab.CallerAddress), 5060)).Count);
        Assert.Empty(sensor.AlertsAbout(lab.CallerAddress));
        Assert.Empty(sensor.AlertsBlaming(lab.CallerAddress));
        Assert.All(floods, flood => AssertStopped(flood, received.Path, sensor));
        var seen = lab.PathOf("seen.pcap");
        LineCapture.Join(seen, (sent, [.. floods.Select(flood => flood.Address)]), (received, lab.CalleeAddress));
        AgreesWithTheWire(lab, floods, seen, received.Path);
    }

    private static void AssertStopped(Flood flood, string received, SensorProcess sensor)
    {
        Assert.InRange(flood.In(received).Count, 1, flood.Offer.Limit);
        Assert.Contains(flood.Offer.Event, sensor.AlertsBlaming(flood.Address), StringComparer.Ordinal);
    }

    // What came to the sensor, read: what it says would have passed did, and what it says would have been dropped was.
    private static void AgreesWithTheWire(CallLab lab, Flood[] floods, string seen, string received)
    {
        var passed = lab.PathOf("passed.pcap");
        var inline = Run(lab, ["read", seen, "--inline", "--set", "action_drop=true", "--passed", passed, .. Set(s_settings)]);
        Assert.All(floods, flood => Assert.Equal(Text(flood.In(received)), Text(flood.In(passed))));

        // What is not dropped moves state, so that a message or two behind it may be judged otherwise.
        var shadow = Run(lab, ["read", seen, "--inline", "--set", "action_drop=shadow", .. Set(s_settings)]);
        var dropped = Number(DroppedLine().Match(inline));
        Assert.InRange(Number(WouldDropLine().Match(shadow)), dropped * 0.95, dropped * 1.05);

        var replayed = Run(lab, ["tune", "--replay", seen, .. Set(s_settings)]);
        Assert.All(floods, flood => Assert.InRange(Fired(replayed, flood.Offer.Event), flood.In(seen).Count - flood.In(received).Count, int.MaxValue));
    }

    private static int Fired(string replayed, string name) =>
        Number(Regex.Match(replayed, $@"{name} \[140:\d+\] +[\d,]+ +[\d,]+ +[\d,]+ +(?<packets>[\d,]+) ", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));

    private static string Text(IReadOnlySet<string> requests) => string.Create(CultureInfo.InvariantCulture, $"{requests.Count}: {string.Join(", ", requests.Order(StringComparer.Ordinal))}");

    private static string[] Set(string[] settings) => [.. settings.SelectMany(setting => new[] { "--set", setting })];

    private static int Number(Match match) =>
        match.Success ? int.Parse(match.Groups["packets"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 0;

    private static string Run(CallLab lab, string[] arguments)
    {
        var process = lab.Start(CallLab.Sensor, SensorProcess.Program, arguments);
        Assert.Equal(0, process.WaitForEnd());
        return process.Output;
    }

    [GeneratedRegex(@"(?m)^dropped +(?<packets>[\d,]+) packets", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DroppedLine();

    [GeneratedRegex(@"(?m)^would drop +(?<packets>[\d,]+) packets", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WouldDropLine();
}
