using System.Diagnostics.CodeAnalysis;

namespace SipIds.Configuration;

/// <summary>A configuration, or everything that is wrong with it.</summary>
public sealed class ConfigurationResult
{
    internal ConfigurationResult(IReadOnlyList<ConfigurationFault> faults, IReadOnlyList<ConfigurationFault> notes, SipIdsConfiguration? configuration)
    {
        Faults = faults;
        Notes = notes;
        Configuration = configuration;
    }

    /// <summary>Whether there is a configuration.</summary>
    [MemberNotNullWhen(true, nameof(Configuration))]
    public bool IsValid => Configuration is not null;

    /// <summary>All faults: the file's in the order of their lines, then those of the arguments.</summary>
    public IReadOnlyList<ConfigurationFault> Faults { get; }

    /// <summary>What is no fault and should be known: values that are allowed and probably not meant, and what was left aside because it may belong to a plugin that was refused.</summary>
    public IReadOnlyList<ConfigurationFault> Notes { get; }

    /// <summary>The configuration; null if there are faults.</summary>
    public SipIdsConfiguration? Configuration { get; }
}
