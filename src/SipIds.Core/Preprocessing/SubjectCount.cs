using SipIds.State;

namespace SipIds.Preprocessing;

/// <summary>What was just counted for one subject, over the limit or not. Lives until the next packet.</summary>
public readonly ref struct SubjectCount
{
    /// <summary>What is counted.</summary>
    public required CountedQuantity Quantity { get; init; }

    /// <summary>Whom it is counted for.</summary>
    public required StateKey Subject { get; init; }

    /// <summary>What a person calls the subject. Any bytes, UTF-8 by intention.</summary>
    public required ReadOnlySpan<byte> Name { get; init; }

    /// <summary>How many there were in the period: the smallest limit that would not have been passed.</summary>
    public required long Count { get; init; }

    /// <summary>The limit that holds.</summary>
    public required long Limit { get; init; }
}
