namespace SipIds.Preprocessors.Thresholds;

/// <summary>How many different users one source asked for in vain.</summary>
/// <param name="Count">How many, outstanding challenges of a crowd included.</param>
/// <param name="Limit">How many are allowed, one more for each different user found.</param>
/// <param name="Acknowledged">How many refusals the source acknowledged, which a forged source cannot.</param>
/// <param name="Measured">The smallest limit that would not have been passed.</param>
internal readonly record struct UnknownTally(long Count, long Limit, long Acknowledged, long Measured)
{
    /// <summary>Whether it is the network's around the source, whose addresses each stay below the limit.</summary>
    public bool IsOfNetwork { get; init; }

    /// <summary>Whether it is a scan.</summary>
    public bool IsOver => Count > Limit;
}
