using SipIds.Preprocessing;

namespace SipIds.Configuration.Plugins;

/// <summary>An assembly with preprocessors that was loaded.</summary>
/// <param name="File">Where it was loaded from.</param>
/// <param name="Name">The name of the assembly.</param>
/// <param name="Version">Its version.</param>
/// <param name="Preprocessors">What it added.</param>
public sealed record Plugin(string File, string Name, string Version, IReadOnlyList<PreprocessorRegistration> Preprocessors);

/// <summary>A file or folder that no plugin could be loaded from.</summary>
/// <param name="File">The file or folder.</param>
/// <param name="Reason">Why, in one sentence without a full stop.</param>
public sealed record PluginRefusal(string File, string Reason)
{
    /// <summary>The file and the reason.</summary>
    public override string ToString() => $"{File}: {Reason}";
}

/// <summary>What became of the plugins that <c>plugins.paths</c> names.</summary>
/// <param name="Registry">The preprocessors that were there before and those of the plugins.</param>
/// <param name="Plugins">Those that were loaded.</param>
/// <param name="Refusals">Those that were not.</param>
public sealed record PluginLoad(PreprocessorRegistry Registry, IReadOnlyList<Plugin> Plugins, IReadOnlyList<PluginRefusal> Refusals);
