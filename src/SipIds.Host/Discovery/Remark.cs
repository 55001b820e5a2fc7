namespace SipIds.Host.Discovery;

/// <summary>What is worth knowing and sets nothing.</summary>
/// <param name="Subject">What or whom it is about.</param>
/// <param name="Text">What there is to say, in sentences.</param>
internal sealed record Remark(string Subject, string Text);
