using SipIds.Host.Pages;

namespace SipIds.Host.Reading.Report;

/// <summary>Whether there were attacks, in a line.</summary>
internal static class ReportHeadline
{
    /// <summary>The line, and how it stands out.</summary>
    /// <param name="attacks">The attacks.</param>
    /// <param name="findings">What was found.</param>
    /// <param name="filter">Which alerts were asked for: of the others nothing is said, so that there is no all-clear.</param>
    public static (string Text, Tint Tint) Of(IReadOnlyList<Attack> attacks, Findings findings, AlertFilter filter)
    {
        var succeeded = attacks.Count(a => a.Outcome.HasSucceeded);
        return (attacks.Count, succeeded) switch
        {
            (0, _) => Quiet(findings, filter),
            (_, 0) => ($"{Who(attacks)}; {(attacks.All(a => a.IsUnattributed) ? "nobody is singled out" : "no success was seen")}.", Tint.Warning),
            (var count, var some) => ($"{Who(attacks)}; {(count == 1 ? "it SUCCEEDED" : $"{Figures.Number(some)} SUCCEEDED")}.", Tint.Bad),
        };
    }

    private static (string Text, Tint Tint) Quiet(Findings findings, AlertFilter filter)
    {
        var nothing = filter switch
        {
            { IsEverything: true } => "No attack was found",
            { Events.Count: 0, From: not null } or { Events.Count: 0, To: not null } => "No attack was found in the time that was asked for",
            _ => "No attack is among what was asked for",
        };
        var tint = filter.IsEverything || findings.Others == 0 ? Tint.Good : Tint.Plain;
        return findings switch
        {
            { Alerts: 0 } => ($"{nothing}.", tint),
            { Oddities.IsHigh: true } => ($"{nothing}, but {Oddities(findings)} from {Senders(findings)}, up to {Figures.Number(findings.Oddities.Most)} within {OddityRate.Period.TotalSeconds:0} s: a flood, or a broken sender.", Tint.Warning),
            _ => ($"{nothing}; {Oddities(findings)}.", tint),
        };
    }

    private static string Oddities(Findings findings) => $"{Counted(findings.Alerts, "oddity", "oddities")} of low severity";

    private static string Senders(Findings findings) => Counted(findings.Accused.Count, "address", "addresses");

    private static string Who(IReadOnlyList<Attack> attacks)
    {
        var alone = attacks.Count(a => a is { IsUnattributed: false, Addresses: 1 });
        var crowds = attacks.Where(a => a.Addresses > 1).ToList();
        var floods = attacks.Count(a => a.IsUnattributed);
        return string.Join(" and ", new[]
        {
            alone > 0 ? Counted(alone, "attacker", "attackers") : "",
            crowds.Count > 0 ? $"{Counted(crowds.Count, "attack", "attacks")} from {Figures.Number(crowds.Sum(a => (long)a.Addresses))} addresses" : "",
            floods > 0 ? $"{Counted(floods, "flood", "floods")} from many addresses" : "",
        }.Where(part => part.Length > 0));
    }

    private static string Counted(long count, string one, string many) => $"{Figures.Number(count)} {(count == 1 ? one : many)}";
}
