using System.Globalization;
using System.Text.RegularExpressions;
using SipIds.LiveTests.Lab;

namespace SipIds.LiveTests;

/// <summary>A verdict lasts: what was dropped is sent again, and stays out. Others notice nothing.</summary>
public sealed partial class UdpVerdictTests
{
    private const int FloodPort = 5070;
    private const int HonestCalls = 10;

    public static MatrixTheoryData<string, string> Rows => new(Modes, Offer.All.Keys);

    private static string[] Modes => ["--queue 0 --install-rules", "--bridge left:right"];

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_is_over_a_limit_never_arrives_however_often_it_is_sent(string mode, string name)
    {
        var offer = Offer.All[name];
        using var lab = mode.StartsWith("--bridge", StringComparison.Ordinal) ? CallLab.BridgedAndAttacked() : CallLab.RoutedAndAttacked();
        lab.Answer();
        Receive(lab, offer);
        var (sent, received) = (new LineCapture(lab, CallLab.Attacker), new LineCapture(lab, CallLab.Callee));
        string[] settings = ["midstream_grace=0s", .. offer.Settings];
        var sensor = lab.Sense(["ips", .. mode.Split(' '), "--set", "action_drop=true", .. Set(settings)]);

        var flood = Send(lab, offer);
        lab.Call(HonestCalls, perSecond: 4).AssertAllSucceeded();
        flood.WaitForEnd();
        Assert.Equal(0, sensor.Stop());
        sent.Stop();
        received.Stop();

        var arrived = LineCapture.Requests(received.Path, offer.Method, lab.AttackerAddress);
        Assert.InRange(arrived.Count, 1, offer.Limit);
        Assert.Equal(HonestCalls, LineCapture.Requests(received.Path, "INVITE", lab.CallerAddress).Count);
        Assert.Contains(name, sensor.Alerts, StringComparer.Ordinal);
        Assert.Empty(sensor.AlertsAbout(lab.CallerAddress));
        var seen = lab.PathOf("seen.pcap");
        LineCapture.Join(seen, (sent.Path, lab.AttackerAddress, lab.CalleeAddress), (received.Path, lab.CalleeAddress, lab.AttackerAddress));
        AgreesWithTheWire(lab, offer, seen, settings, arrived);
    }

    // What came to the sensor, read: what it says would have passed did, and what it says would have been dropped was.
    private static void AgreesWithTheWire(CallLab lab, Offer offer, string capture, string[] settings, IReadOnlySet<string> arrived)
    {
        var passed = lab.PathOf("passed.pcap");
        var inline = Run(lab, ["read", capture, "--inline", "--set", "action_drop=true", "--passed", passed, .. Set(settings)]);
        Assert.Equal(Text(arrived), Text(LineCapture.Requests(passed, offer.Method, lab.AttackerAddress)));

        var shadow = Run(lab, ["read", capture, "--inline", "--set", "action_drop=shadow", .. Set(settings)]);
        var dropped = Number(DroppedLine().Match(inline));

        // What is not dropped moves state, so that a message or two behind it may be judged otherwise.
        Assert.InRange(Number(WouldDropLine().Match(shadow)), dropped * 0.95, dropped * 1.05);

        var replayed = Run(lab, ["tune", "--replay", capture, .. Set(settings)]);
        var fired = Regex.Match(replayed, $@"{offer.Event} \[140:\d+\] +[\d,]+ +[\d,]+ +[\d,]+ +(?<packets>[\d,]+) ", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var stopped = LineCapture.Requests(capture, offer.Method, lab.AttackerAddress).Count - arrived.Count;
        Assert.InRange(Number(fired), stopped, int.MaxValue);
    }

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

    private static void Receive(CallLab lab, Offer offer)
    {
        offer.Answering.Save(lab.PathOf("receive.xml"));
        var process = lab.Start(CallLab.Callee, "sipp", ["-sf", "receive.xml", "-i", lab.CalleeAddress, "-p", $"{FloodPort}", "-nostdin", "-nd", "-timeout", "120"]);
        process.Eventually(() => lab.Network.Exec(CallLab.Callee, "ss -lun").Contains($":{FloodPort} ", StringComparison.Ordinal));
    }

    private static CallingSipp Send(CallLab lab, Offer offer)
    {
        offer.Calling.Save(lab.PathOf("send.xml"));
        return new(lab.Start(CallLab.Attacker, "sipp",
        [
            $"{lab.CalleeAddress}:{FloodPort}", "-sf", "send.xml", "-i", lab.AttackerAddress, "-p", "5060", "-m", $"{offer.Times}", "-r", $"{offer.PerSecond}", "-l", "1000",
            "-max_invite_retrans", "3", "-max_non_invite_retrans", "3", "-recv_timeout", "6000", "-timeout", "40", "-nostdin", "-nd",
        ]));
    }

    [GeneratedRegex(@"(?m)^dropped +(?<packets>[\d,]+) packets", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DroppedLine();

    [GeneratedRegex(@"(?m)^would drop +(?<packets>[\d,]+) packets", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WouldDropLine();
}
