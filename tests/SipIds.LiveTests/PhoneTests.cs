using SipIds.LiveTests.Lab;

namespace SipIds.LiveTests;

/// <summary>Phones that registered with their passwords, beside attackers: a drop hits who deserves it, and nobody else. All limits are the defaults.</summary>
public sealed class PhoneTests
{
    private const string Queue = "--queue 0 --install-rules";
    private const string Bridge = "--bridge left:right";

    private const int Victim = 1000;

    // One source may ask for so many users in vain (`unknown_users`).
    private const int Allowed = 20;

    [Theory]
    [InlineData(Queue)]
    [InlineData(Bridge)]
    public void Phones_call_while_one_is_impersonated_a_scanner_scans_and_junk_comes(string mode)
    {
        using var lab = mode == Bridge ? CallLab.BridgedAndAttacked() : CallLab.RoutedAndAttacked();
        var pbx = new Pbx(lab, "registrar.cfg");
        var victim = new Phones(lab, lab.CallerAddress, Victim, 1);
        var office = new Phones(lab, CallLab.Neighbour(lab.CallerAddress, 20), 1001, 5);
        var called = new Phones(lab, CallLab.Neighbour(lab.CallerAddress, 21), 2000, 5);
        var sensor = lab.Sense(["ips", .. mode.Split(' '), "--set", "action_drop=true", "--set", "midstream_grace=0s"]);
        Assert.All([victim, office, called], phones => phones.Register());
        called.Answer();

        using var attacker = new Attacker(lab);
        using var flood = attacker.Impersonate(lab.CallerAddress, Victim);
        using var scan = attacker.Scan();
        using var junk = attacker.SendJunk();
        sensor.Eventually(() => sensor.AlertsBlaming(lab.AttackerAddress).Contains("extension-scan", StringComparer.Ordinal));
        var (ofVictim, ofOffice) = (victim.Call(called, calls: 16, perSecond: 2), office.Call(called, calls: 32, perSecond: 4));
        Assert.All([ofVictim, ofOffice], calls => calls.WaitForEnd().AssertAllSucceeded());
        Assert.All([flood, scan, junk], attack => attack.Stop());

        Assert.Equal(0, sensor.Stop());
        Assert.InRange(scan.Sent, 2 * Allowed, int.MaxValue);
        Assert.InRange(pbx.Arrived(lab.AttackerAddress, "REGISTER"), 1, Allowed + 1);
        Assert.InRange(junk.Sent, 500, int.MaxValue);
    }

    [Theory]
    [InlineData(Queue)]
    [InlineData(Bridge)]
    public void A_phone_that_calls_too_often_is_told_so_and_stops_sending(string mode)
    {
        using var lab = mode == Bridge ? CallLab.BridgedAndAttacked() : CallLab.RoutedAndAttacked();
        var pbx = new Pbx(lab, "registrar.cfg");
        var caller = new Phones(lab, lab.CallerAddress, Victim, 1);
        var called = new Phones(lab, CallLab.Neighbour(lab.CallerAddress, 21), 2000, 5);
        var sensor = lab.Sense(["ips", .. mode.Split(' '), "--set", "action_drop=true", "--set", "midstream_grace=0s", "--set", "calls=3", "--set", "events.spit-caller=reject"]);
        Assert.All([caller, called], phones => phones.Register());
        called.Answer();

        var calls = caller.Call(called, calls: 8, perSecond: 2).WaitForEnd();

        Assert.Equal(0, sensor.Stop());
        Assert.Equal(1, calls.Code);
        Assert.Contains("503 Service Unavailable", calls.Screen, StringComparison.Ordinal);
        Assert.Contains("Retry-After: 60", calls.Screen, StringComparison.Ordinal);
        Assert.InRange(pbx.Arrived(lab.CallerAddress, "BYE"), 1, 3);
        Assert.Contains("spit-caller", sensor.AlertsBlaming(lab.CallerAddress), StringComparer.Ordinal);
    }
}
