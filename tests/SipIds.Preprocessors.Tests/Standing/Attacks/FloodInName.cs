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

    public static void Messages(Adversary adversary) => adversary.Flood(120, 2, number => Send(adversary, "MESSAGE", number, Source));

    public static void Subscribes(Adversary adversary) => adversary.Flood(120, 2, number => Send(adversary, "SUBSCRIBE", number, Source));

    private static Claim Source => Claim.Counted("requests of a source", StandingSettings.Thresholds.Source);

    private static void Send(Adversary adversary, string method, int number, Claim claim) =>
        adversary.SendOwn(adversary.New(method, $"sip:{1001 + (number % 5)}@example.com", adversary.Victim.Uri), adversary.Server, claim);
}
