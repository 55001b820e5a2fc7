using SipIds.Outputs;
using SipIds.Preprocessing;

namespace SipIds.Configuration.Plugins;

/// <summary>An assembly with preprocessors or outputs that was loaded.</summary>
/// <param name="File">Where it was loaded from.</param>
/// <param name="Name">The name of the assembly.</param>
/// <param name="Version">Its version.</param>
/// <param name="Preprocessors">The preprocessors that it added.</param>
/// <param name="Outputs">The outputs that it added.</param>
public sealed record Plugin(string File, string Name, string Version, IReadOnlyList<PreprocessorRegistration> Preprocessors, IReadOnlyList<OutputRegistration> Outputs)
{
    /// <summary>The types of the settings of all that it added: two loads of a plugin are the same while these are.</summary>
    public IEnumerable<Type> SettingsTypes => [.. Preprocessors.Select(p => p.Defaults.GetType()), .. Outputs.Select(o => o.Defaults.GetType())];
}

/// <summary>A file or folder that no plugin could be loaded from.</summary>
/// <param name="File">The file or folder.</param>
/// <param name="Reason">Why, in one sentence without a full stop.</param>
public sealed record PluginRefusal(string File, string Reason)
{
    /// <summary>The file and the reason.</summary>
    public override string ToString() => $"{File}: {Reason}";

    /// <summary>A text that others wrote, on one line and without a full stop.</summary>
    internal static string OneLine(string text) =>
        string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).TrimEnd('.');
}

/// <summary>What became of the plugins that <c>plugins.paths</c> names.</summary>
/// <param name="Registry">The preprocessors that were there before and those of the plugins.</param>
/// <param name="Sections">The further sections of <c>sipcnf.yaml</c>, with the outputs of the plugins where there is one for outputs.</param>
/// <param name="Plugins">Those that were loaded.</param>
/// <param name="Refusals">Those that were not.</param>
public sealed record PluginLoad(
    PreprocessorRegistry Registry,
    IReadOnlyList<SettingsSection> Sections,
    IReadOnlyList<Plugin> Plugins,
    IReadOnlyList<PluginRefusal> Refusals)
{
    /// <summary>The outputs that were there before and those of the plugins.</summary>
    public OutputRegistry Outputs => Sections.Select(section => section.Outputs).FirstOrDefault(outputs => outputs is not null) ?? new();
}
