namespace SipIds.Pipeline;

/// <summary>A setting names an event that nobody has, asked once all preprocessors are created. The message is a sentence.</summary>
/// <param name="setting">The setting.</param>
/// <param name="name">The event.</param>
public sealed class UnknownEventException(string setting, string name) : InvalidOperationException($"{setting}: unknown event '{name}'");
