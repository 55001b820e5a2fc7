namespace SipIds.Outputs;

/// <summary>What a registry must know of an output before there is one.</summary>
public sealed record OutputInfo
{
    /// <summary>Its key in the section <c>outputs</c> of <c>sipcnf.yaml</c>, and its name in messages: one lower-case word, or several joined by underscores.</summary>
    public required string Name { get; init; }

    /// <summary>One or two sentences for a person; the help of its key.</summary>
    public required string Summary { get; init; }
}
