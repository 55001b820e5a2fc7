namespace SipIds.Preprocessors.Tuning;

/// <summary>A limit for one setting, and what speaks for it.</summary>
public sealed class LimitProposal
{
    // So many times the observed time can be looked ahead by the tail.
    private const double Reach = 100;

    // What never came twice so far may come three times; where counts are all alike, their tail promises too much.
    private const long Smallest = 5;

    // A capture of a week ends a little before it.
    private static readonly TimeSpan s_wholeWeek = TimeSpan.FromDays(6.9);

    private LimitProposal(IReadOnlyList<QuantityProposal> quantities, double alarmsAWeek, TimeSpan observed)
    {
        Quantities = quantities;
        AllowedAWeek = alarmsAWeek;
        Present = quantities[0].Measured.Limit;
        Measured = MeasuredLimit(quantities, alarmsAWeek);
        Doubt = DoubtOf(observed);
        Proposed = Doubt > ProposalDoubt.NoWholeWeek ? Present : Measured!.Value;
    }

    /// <summary>The limit's path in <c>sipcnf.yaml</c>.</summary>
    public string Setting => Quantities[0].Measured.Quantity.Setting;

    /// <summary>The limit that holds.</summary>
    public long Present { get; }

    /// <summary>The limit that the counts speak for, whatever the doubts; null where there are too few.</summary>
    public long? Measured { get; }

    /// <summary>The limit that is proposed: <see cref="Present"/> where the doubts are too large.</summary>
    public long Proposed { get; }

    /// <summary>What speaks against it.</summary>
    public ProposalDoubt Doubt { get; }

    /// <summary>How many alarms a week it was allowed.</summary>
    public double AllowedAWeek { get; }

    /// <summary>The quantities that the limit bounds.</summary>
    public IReadOnlyList<QuantityProposal> Quantities { get; }

    /// <summary>Proposals for every limit of which something was counted.</summary>
    /// <param name="learner">What was measured; its windows are closed.</param>
    /// <param name="observed">How long was measured.</param>
    /// <param name="alarmsAWeek">How many alarms a week all limits together may give without an attack.</param>
    /// <param name="keepsOutliers">Whether subjects that stand out are taken for ordinary.</param>
    public static IReadOnlyList<LimitProposal> Of(CountLearner learner, TimeSpan observed, double alarmsAWeek, bool keepsOutliers = false)
    {
        ArgumentNullException.ThrowIfNull(learner);
        learner.CloseWindows();
        var settings = learner.Quantities.Where(measured => measured.Windows.Total > 0).GroupBy(measured => measured.Quantity.Setting, StringComparer.Ordinal).ToList();
        return
        [
            .. settings.Select(setting => new LimitProposal(
                [.. setting.Select(measured => new QuantityProposal(measured, observed, keepsOutliers))],
                alarmsAWeek / settings.Count,
                observed)),
        ];
    }

    /// <summary>How many windows a week would exceed a limit, those of the subjects that stand out apart.</summary>
    public double AlarmsAWeek(long limit) => Quantities.Select(quantity => quantity.AlarmsAWeek(limit)).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Sum();

    // One quantity with enough windows is enough: of the others too little was seen to need more, which is said of them.
    private static long? MeasuredLimit(IReadOnlyList<QuantityProposal> quantities, double alarmsAWeek)
    {
        var largest = quantities.Max(quantity => quantity.LimitFor(alarmsAWeek / quantities.Count));
        return largest is { } limit ? Rounded(Math.Max(limit, quantities.Max(quantity => quantity.Ordinary.Max))) : null;
    }

    // Nobody believes in the third digit of a limit.
    private static long Rounded(long limit)
    {
        var step = limit < 20 ? 1L : 5L;
        while (limit >= 20 * step)
        {
            step *= 10;
        }

        return Math.Max((limit + step - 1) / step * step, Smallest);
    }

    private ProposalDoubt DoubtOf(TimeSpan observed) =>
        Measured is null ? ProposalDoubt.TooFew
        : AllowedAWeek * observed.TotalDays / 7 * Reach < 1 ? ProposalDoubt.TooShort
        : Measured < Present && Quantities.Any(quantity => quantity.Measured.Quantity.Unseen is not null) ? ProposalDoubt.Unseen
        : observed < s_wholeWeek ? ProposalDoubt.NoWholeWeek
        : ProposalDoubt.None;
}
