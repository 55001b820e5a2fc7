using SipIds.LiveTests.Lab;

namespace SipIds.LiveTests;

/// <summary>Real tools attack a PBX through the sensor while others call. All settings are the defaults.</summary>
public sealed class AttackTests
{
    private const string Queue = "--queue 0 --install-rules";
    private const string Bridge = "--bridge left:right";

    private const int Calls = 300;
    private const int FloodCalls = 200;

    // One From URI may begin so many calls in a minute (`calls`).
    private const int Allowed = 60;

    [Theory]
    [InlineData(Queue)]
    [InlineData(Bridge)]
    public void What_tools_send_does_not_reach_the_PBX_and_the_calls_do(string mode)
    {
        using var lab = LabOf(mode);
        var (pbx, sensor, attack) = Attack(lab, mode, "true");

        Assert.DoesNotContain("kamailio", attack.Map, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("1000", attack.War, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", attack.Crack, StringComparison.Ordinal);
        Assert.Equal((0, 0, Allowed), Counts(lab, pbx));
        AssertAccused(lab, sensor);
    }

    [Theory]
    [InlineData(Queue)]
    [InlineData(Bridge)]
    public void With_action_drop_false_the_tools_find_what_they_seek_and_all_is_alerted(string mode)
    {
        using var lab = LabOf(mode);
        var (pbx, sensor, attack) = Attack(lab, mode, "false");

        Assert.Contains("kamailio", attack.Map, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("1000", attack.War, StringComparison.Ordinal);
        Assert.Contains("1234", attack.Crack, StringComparison.Ordinal);
        var (scans, registrations, flood) = Counts(lab, pbx);
        Assert.True(scans > 0 && registrations > 20, $"{scans} OPTIONS and {registrations} REGISTER arrived.");
        Assert.Equal(FloodCalls, flood);
        Assert.Equal(0, sensor.Statistics.GetProperty("verdicts").GetProperty("dropped").GetInt32());
        AssertAccused(lab, sensor);
    }

    private static CallLab LabOf(string mode) => mode == Bridge ? CallLab.BridgedAndAttacked() : CallLab.RoutedAndAttacked();

    private static (Pbx Pbx, SensorProcess Sensor, (string Map, string War, string Crack) Found) Attack(CallLab lab, string mode, string actionDrop)
    {
        var trunk = new Trunk(lab);
        trunk.Answer(Pbx.AnsweringPort);
        var pbx = new Pbx(lab);
        var sensor = lab.Sense(["ips", .. mode.Split(' '), "--set", $"action_drop={actionDrop}", "--set", "midstream_grace=0s"]);
        var calls = trunk.Start(Calls, perSecond: 20);

        var flood = lab.StartFlood(FloodCalls, perSecond: 100);
        var found = (Run(lab, "svmap", lab.CalleeAddress), Run(lab, "svwar", "-e990-1010", "-m", "REGISTER", lab.CalleeAddress), Run(lab, "svcrack", "-u1000", "-r1225-1240", lab.CalleeAddress));
        flood.WaitForEnd();
        calls.WaitForEnd().AssertAllSucceeded();

        Assert.Equal(0, sensor.Stop());
        return (pbx, sensor, found);
    }

    private static (int Scans, int Registrations, int Flood) Counts(CallLab lab, Pbx pbx)
    {
        var attacker = lab.AttackerAddress;
        return (pbx.Arrived(attacker, "OPTIONS"), pbx.Arrived(attacker, "REGISTER"), pbx.Arrived(attacker, "INVITE"));
    }

    private static void AssertAccused(CallLab lab, SensorProcess sensor)
    {
        Assert.Superset(new HashSet<string>(["mandatory-scanner", "spit-caller"], StringComparer.Ordinal), sensor.AlertsAbout(lab.AttackerAddress).ToHashSet(StringComparer.Ordinal));
        Assert.Empty(sensor.AlertsAbout(lab.CallerAddress));
    }

    // The tools keep what they found in the home folder.
    private static string Run(CallLab lab, string tool, params string[] arguments)
    {
        var process = lab.Start(CallLab.Attacker, "env", [$"HOME={lab.PathOf(".")}", tool, .. arguments]);
        process.WaitForEnd();
        return process.Output + process.Errors;
    }
}
