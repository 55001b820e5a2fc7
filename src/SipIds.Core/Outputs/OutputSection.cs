using System.Collections.Immutable;

namespace SipIds.Outputs;

/// <summary>The section of <c>sipcnf.yaml</c> in which each registered output has its settings under its name, beside the settings that all outputs share.</summary>
public abstract record OutputSection
{
    /// <summary>The settings of the registered outputs by name.</summary>
    public ImmutableDictionary<string, OutputOptions> Each { get; init; } = ImmutableDictionary.Create<string, OutputOptions>(StringComparer.Ordinal);

    /// <summary>The settings of one output; its defaults where the section does not know it.</summary>
    public OutputOptions Of(OutputRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        return Each.GetValueOrDefault(registration.Info.Name, registration.Defaults);
    }

    /// <summary>The settings of this type; new ones where there are none.</summary>
    public T Of<T>()
        where T : OutputOptions, new() => (T?)Each.Values.FirstOrDefault(options => options.GetType() == typeof(T)) ?? new();
}
