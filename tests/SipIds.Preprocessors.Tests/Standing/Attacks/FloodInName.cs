namespace SipIds.Preprocessors.Tests.Standing.Attacks;

/// <summary>Floods from the adversary's own address that write a victim into From.</summary>
internal static class FloodInName
{
    public static void Invites(Adversary adversary) => adversary.Flood(60, 2, number => Send(adversary, "INVITE", number, Claim.Counted("INVITEs in a name", StandingSettings.Thresholds.Calls)));

    public static void Registers(Adversary adversary) => adversary.Flood(50, 1.5, _ => adversary.SendOwn(
        adversary.New("REGISTER", "sip:example.com", adversary.Victim.Uri),
        adversary.Server,
        Claim.Counted("REGISTERs in a name", StandingSettings.Thresholds.RegisterFrom)));

    public static void Options(Adversary adversary) => adversary.Flood(90, 2, number => adversary.SendOwn(
        adversary.New("OPTIONS", $"sip:{1001 + (number % 5)}@example.com", "sip:pbx@198.51.100.10"),
        adversary.Server,
        Claim.Counted("OPTIONS in a name", StandingSettings.Thresholds.MOptions)));

    public static void Messages(Adversary adversary) => adversary.Flood(
        120, 2, number => Send(adversary, "MESSAGE", number, Claim.Counted("MESSAGEs of a source", StandingSettings.Thresholds.Messages)));

    public static void Subscribes(Adversary adversary) => adversary.Flood(
        120, 2, number => Send(adversary, "SUBSCRIBE", number, Claim.Counted("SUBSCRIBEs of a source", StandingSettings.Thresholds.Subscribes)));

    /// <summary>Numbers that no call gets to, in ever new names.</summary>
    public static void Tolls(Adversary adversary) => adversary.Flood(80, 2, number => Dial(adversary, number, $"sip:{number}@elsewhere.example"));

    /// <summary>The same in one victim's name.</summary>
    public static void TollsOfVictim(Adversary adversary) => adversary.Flood(80, 2, number => Dial(adversary, number, adversary.Victim.Uri));

    // What passes while the refusals, and the silence of eight seconds, are on their way comes on top.
    private static void Dial(Adversary adversary, int number, string from) => adversary.SendOwn(
        adversary.New("INVITE", $"sip:900{number}97259500000@example.com", from),
        adversary.Server,
        Claim.Counted("numbers of a source", StandingSettings.Thresholds.Destinations + 20));

    private static void Send(Adversary adversary, string method, int number, Claim claim) =>
        adversary.SendOwn(adversary.New(method, $"sip:{1001 + (number % 5)}@example.com", adversary.Victim.Uri), adversary.Server, claim);
}
