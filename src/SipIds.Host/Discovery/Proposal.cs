namespace SipIds.Host.Discovery;

/// <summary>One value for a setting, or one more for a list, and what speaks for it.</summary>
/// <param name="Setting">The setting's dotted path.</param>
/// <param name="Value">The value as YAML writes it.</param>
/// <param name="Confidence">How far the traffic speaks for it.</param>
/// <param name="Evidence">What was seen, in a sentence or two.</param>
internal sealed record Proposal(string Setting, string Value, Confidence Confidence, string Evidence)
{
    /// <summary>Whether it goes into the file.</summary>
    public bool IsWritten => Confidence is Confidence.Strong or Confidence.Fair;
}
