namespace SipIds.Host.Reading.Report;

/// <summary>One thing to do.</summary>
/// <param name="Text">What, in a sentence.</param>
/// <param name="Command">The command that does it, for the clipboard; empty where there is none.</param>
internal readonly record struct AdviceLine(string Text, string Command = "");
