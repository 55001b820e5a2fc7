using System.Globalization;
using SipIds.Host.Pages;
using SipIds.Preprocessors.Tuning;

namespace SipIds.Host.Tuning;

/// <summary>Proposals in words.</summary>
internal static class ProposalText
{
    private const int MostNamed = 5;

    /// <summary>What speaks for a limit, in some lines.</summary>
    public static string Reason(LimitProposal proposal)
    {
        var lines = new List<string> { $"{proposal.Setting}: {Decision(proposal)}" };
        foreach (var quantity in proposal.Quantities)
        {
            lines.Add($"  {Evidence(quantity, proposal)}");
            if (quantity.Measured.Exceeded > 0)
            {
                lines.Add($"  exceeded here in {Windows(quantity.Measured.Exceeded)} by {Names([.. quantity.Measured.Loudest.Where(subject => subject.Max > proposal.Present)])}");
            }

            if (quantity.StandingOut.Count > 0)
            {
                lines.Add($"  standing out and not counted: {Names(quantity.StandingOut)}; {Advice(quantity, proposal)}");
            }
            else if (proposal.Proposed > proposal.Present)
            {
                lines.Add($"  raised by: {Names(quantity.Measured.Loudest)}. Be sure that these are no attackers.");
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>The comment beside a value, on one line.</summary>
    public static string Comment(LimitProposal proposal)
    {
        var doubt = proposal.Doubt is ProposalDoubt.NoWholeWeek ? "; less than a week was seen" : "";
        return $"was {Number(proposal.Present, "")}; {string.Join("; ", proposal.Quantities.Select(Seen))}; {Rate(proposal.AlarmsAWeek(proposal.Proposed))} alarms a week expected{doubt}";
    }

    public static string Number(long value, string separator = ",") => value.ToString("#,0", CultureInfo.InvariantCulture).Replace(",", separator, StringComparison.Ordinal);

    public static string Rate(double alarmsAWeek) => alarmsAWeek switch
    {
        double.NaN => "?",
        < 0.001 => "< 0.001",
        < 10 => alarmsAWeek.ToString("0.###", CultureInfo.InvariantCulture),
        _ => Number((long)alarmsAWeek),
    };

    public static string Time(TimeSpan time) =>
        time.TotalDays >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:0.#} days")
        : time.TotalHours >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} hours")
        : time.TotalMinutes >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} minutes")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} seconds");

    private static string Decision(LimitProposal proposal)
    {
        var present = Number(proposal.Present);
        var measured = proposal.Measured is { } limit ? Number(limit) : "";
        return proposal.Doubt switch
        {
            ProposalDoubt.TooFew => $"keep {present}. Too few windows were seen to say anything.",
            ProposalDoubt.TooShort => $"keep {present}. The counts speak for {measured}, but so short a capture does not tell what comes once in so long a time.",
            ProposalDoubt.Unseen => $"keep {present}. The counts speak for {measured}, but {Unseen(proposal)} may not be among them.",
            _ when proposal.Proposed == proposal.Present => $"keep {present}; the counts speak for the same.{Warning(proposal)}",
            _ => $"{present} → {Number(proposal.Proposed)}.{Warning(proposal)}",
        };
    }

    private static string Warning(LimitProposal proposal) =>
        proposal.Doubt is ProposalDoubt.NoWholeWeek ? " Less than a week was seen: other days and hours may need more." : "";

    private static string Unseen(LimitProposal proposal) => proposal.Quantities.Select(quantity => quantity.Measured.Quantity.Unseen).First(unseen => unseen is not null)!;

    private static string Seen(QuantityProposal quantity)
    {
        var windows = quantity.Ordinary;
        return $"{Printable.Of(quantity.Measured.Quantity.Subject)}: {Windows(windows.Total)}, "
            + $"median {Number(windows.Quantile(0.5))}, 99.9 % {Number(windows.Quantile(0.999))}, max {Number(windows.Max)}";
    }

    private static string Evidence(QuantityProposal quantity, LimitProposal proposal)
    {
        if (quantity.Tail is not { } tail)
        {
            return $"{Seen(quantity)}; too few for a tail";
        }

        var kind = tail.IsHeavy
            ? string.Create(CultureInfo.InvariantCulture, $"a generalised Pareto tail (shape {tail.Shape:0.0}, scale {tail.Scale:0.##}; an exponential one is too light for them)")
            : string.Create(CultureInfo.InvariantCulture, $"an exponential tail (scale {tail.Scale:0.##}; nothing speaks for a heavier one)");
        return $"{Seen(quantity)}; the {Number(tail.Exceedances)} above {Number(tail.Threshold)} have {kind}; "
            + $"{Rate(quantity.AlarmsAWeek(proposal.Present))} alarms a week expected at {Number(proposal.Present)}"
            + (proposal.Proposed == proposal.Present ? "" : $", {Rate(quantity.AlarmsAWeek(proposal.Proposed))} at {Number(proposal.Proposed)}");
    }

    private static string Advice(QuantityProposal quantity, LimitProposal proposal) => quantity.StandingOut[0].Max > proposal.Proposed
        ? "attackers? If they are yours, add them to trusted, or use --keep-outliers."
        : "the limit lets them be.";

    private static string Windows(long number) => $"{Number(number)} {(number == 1 ? "window" : "windows")}";

    private static string Names(IReadOnlyList<LoudSubject> subjects)
    {
        var named = string.Join(", ", subjects.Take(MostNamed).Select(subject => $"{Printable.Of(subject.Name)} ({Number(subject.Max)})"));
        return subjects.Count > MostNamed ? $"{named} and {subjects.Count - MostNamed} more" : named;
    }
}
