namespace SipIds.Preprocessors.Tests.Standing.Attacks;

/// <summary>Floods that claim another source each time.</summary>
internal static class FloodFromMany
{
    public static void Registrar(Adversary adversary) => adversary.Flood(240, 4, number => adversary.Forge(
        adversary.New("REGISTER", "sip:example.com", $"sip:{7000 + number}@example.com", Adversary.Elsewhere(number)),
        Adversary.Elsewhere(number),
        adversary.Server,
        Claim.Counted("REGISTERs to the registrar", StandingSettings.Thresholds.RegisterTo)));

    /// <summary>Calls to one user whose To is another each time.</summary>
    public static void CalleeWithOtherTo(Adversary adversary) => adversary.Flood(120, 3, number =>
    {
        var source = Adversary.Elsewhere(number % 40);
        var invite = adversary.New("INVITE", adversary.Victim.Uri, $"sip:{number}@elsewhere.example", source);
        adversary.Forge(invite with { To = $"sip:{number}@example.com" }, source, adversary.Server, Claim.Counted("INVITEs to a callee", StandingSettings.Thresholds.Calls));
    });

    /// <summary>Calls to one user, each from a source that was never seen.</summary>
    public static void Callee(Adversary adversary) => adversary.Flood(160, 4, number =>
    {
        var source = Adversary.Elsewhere(number);
        adversary.Forge(
            adversary.New("INVITE", adversary.Victim.Uri, $"sip:{number}@elsewhere.example", source),
            source,
            adversary.Server,
            Claim.Counted("INVITEs to a callee", StandingSettings.Thresholds.Calls));
    });

    /// <summary>MESSAGEs to one user, each from a source that was never seen.</summary>
    public static void Messages(Adversary adversary) => adversary.Flood(160, 4, number =>
    {
        var source = Adversary.Elsewhere(number);
        adversary.Forge(
            adversary.New("MESSAGE", adversary.Victim.Uri, $"sip:{number}@elsewhere.example", source),
            source,
            adversary.Server,
            Claim.Counted("MESSAGEs to a user", StandingSettings.Thresholds.Messages));
    });

    /// <summary>Requests in a victim's name that nobody answers, until no more of that user may be open.</summary>
    public static void OpenInName(Adversary adversary) => adversary.Flood(120, 5, number =>
    {
        var source = Adversary.Elsewhere(number % 9);
        adversary.Forge(adversary.New("MESSAGE", "sip:nobody@example.net", adversary.Victim.Uri, source), source, adversary.Server, Claim.Free);
    });

    /// <summary>More transactions than the table holds, so that a forged BYE is not known for what it is.</summary>
    public static void FillTable(Adversary adversary)
    {
        adversary.Flood(1300, 20, number =>
        {
            var source = Adversary.Elsewhere(number);
            adversary.Forge(adversary.New("MESSAGE", $"sip:{1001 + (number % 5)}@example.com", $"sip:{number}@elsewhere.example", source), source, adversary.Server, Claim.Free);
        });
        SniffedForgery.Byes(adversary);
    }
}
