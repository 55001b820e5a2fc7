using SipIds.Events;

namespace SipIds.Preprocessing;

/// <summary>What a preprocessor counts against a limit of <c>sipcnf.yaml</c>: declared once, beside the code that counts, so that it can be measured in real traffic.</summary>
/// <param name="Setting">The limit, by its dotted path in the file: <c>calls</c>, <c>toll_fraud.calls</c>.</param>
/// <param name="Subject">Whom it is counted for: <c>From URI</c>, <c>source</c>.</param>
/// <param name="Event">What is reported over the limit.</param>
public sealed record CountedQuantity(string Setting, string Subject, EventDescriptor Event)
{
    /// <summary>What ordinary weeks do not show and the limit must bear all the same, such as <c>the return of all phones after a power cut</c>; null for nothing.</summary>
    public string? Unseen { get; init; }

    /// <summary>Whether it counts over <c>slow_period</c> and not over <c>period</c>.</summary>
    public bool IsSlow { get; init; }
}
