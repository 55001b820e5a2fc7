namespace SipIds.Configuration;

/// <summary>A configuration that cannot be used. The message has every fault on a line of its own.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>An exception of these faults.</summary>
    public ConfigurationException(IReadOnlyList<ConfigurationFault> faults)
        : base(string.Join(Environment.NewLine, faults)) => Faults = faults;

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; }
}
