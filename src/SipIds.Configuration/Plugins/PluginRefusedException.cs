namespace SipIds.Configuration.Plugins;

/// <summary>Carries the reason of a refusal out of the loading.</summary>
internal sealed class PluginRefusedException(string reason) : Exception(reason);
