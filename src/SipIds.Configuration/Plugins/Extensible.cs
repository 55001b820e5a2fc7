using SipIds.Outputs;
using SipIds.Preprocessing;

namespace SipIds.Configuration.Plugins;

/// <summary>What plugins are added to: the preprocessors, and the sections of the program around them with what is registered there.</summary>
/// <param name="Preprocessors">The preprocessors.</param>
/// <param name="Sections">The further sections of <c>sipcnf.yaml</c>.</param>
internal sealed record Extensible(PreprocessorRegistry Preprocessors, IReadOnlyList<SettingsSection> Sections)
{
    /// <summary>The registries.</summary>
    public IEnumerable<object> Registries => [Preprocessors, .. Sections.Select(section => section.Outputs).OfType<object>()];

    /// <summary>The outputs.</summary>
    public IEnumerable<OutputRegistration> Outputs => Sections.SelectMany(section => section.Outputs?.Registrations ?? []);

    /// <summary>The same, to which others can be added without changing this.</summary>
    public Extensible Copy() => new(Preprocessors.Copy(), [.. Sections.Select(section => section with { Outputs = section.Outputs?.Copy() })]);

    /// <summary>Looks whether there can be a file with all of their settings.</summary>
    /// <exception cref="InvalidOperationException">There cannot; the message is a sentence.</exception>
    public void Check() => _ = new SettingsSchema(Preprocessors, Sections);
}
