namespace SipIds.Preprocessors.Tests.Standing;

/// <summary>A packet with which something went wrong.</summary>
/// <param name="Kind">What went wrong.</param>
/// <param name="Text">The packet, and the events that it raised.</param>
internal sealed record Violation(string Kind, string Text)
{
    public override string ToString() => $"{Kind}: {Text}";
}
