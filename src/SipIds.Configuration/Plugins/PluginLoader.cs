using System.Reflection;
using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Configuration.Plugins;

/// <summary>Loads preprocessors and outputs that others wrote. One that cannot be loaded is refused with its reason, and the others are loaded.</summary>
/// <remarks>Load again with the same loader after a change of the settings: what did not change on the disk stays as it is, so that its types stay the same.</remarks>
public sealed class PluginLoader
{
    private readonly Dictionary<string, Loaded> _loaded = new(StringComparer.Ordinal);

    /// <summary>Loads what the settings name.</summary>
    /// <param name="options">The section <c>plugins</c>.</param>
    /// <param name="registry">The preprocessors that are there already; it is not changed.</param>
    /// <param name="sections">Further sections of <c>sipcnf.yaml</c>, whose keys are taken; outputs are added to the one that is for outputs.</param>
    public PluginLoad Load(PluginOptions options, PreprocessorRegistry registry, params IReadOnlyList<SettingsSection> sections)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(registry);
        ArgumentNullException.ThrowIfNull(sections);
        var present = new Extensible(registry, sections);
        var plugins = new List<Plugin>();
        var refusals = new List<PluginRefusal>();
        foreach (var file in FilesOf(options, refusals))
        {
            try
            {
                var extended = present.Copy();
                var plugin = Load(file, extended);
                extended.Check();
                present = extended;
                plugins.Add(plugin);
            }
            catch (Exception fault)
            {
                // From here on it is foreign code, which may fail in any way.
                refusals.Add(new(file, ReasonOf(fault)));
            }
        }

        foreach (var gone in _loaded.Keys.Except(plugins.Select(p => p.File), StringComparer.Ordinal).ToList())
        {
            _loaded.Remove(gone);
        }

        return new(present.Preprocessors, present.Sections, plugins, refusals);
    }

    private static List<string> FilesOf(PluginOptions options, List<PluginRefusal> refusals)
    {
        var files = new List<string>();
        foreach (var path in options.Paths.Select(p => Path.GetFullPath(p.Path)))
        {
            try
            {
                files.AddRange(PluginFiles.In(path).Except(files, StringComparer.Ordinal));
            }
            catch (Exception fault) when (fault is PluginRefusedException or IOException or UnauthorizedAccessException)
            {
                refusals.Add(new(path, ReasonOf(fault)));
            }
        }

        return files;
    }

    private Plugin Load(string file, Extensible present)
    {
        var metadata = PluginRules.Check(file);
        var state = StateOf(file);
        if (!_loaded.TryGetValue(file, out var loaded) || loaded.State != state)
        {
            var context = new PluginContext(file);
            PluginRules.CheckDependencies(metadata, context);
            _loaded[file] = loaded = new(context, context.LoadFile(file), state);
        }

        Add(loaded, file, present);
        var name = loaded.Assembly.GetName();
        var preprocessors = present.Preprocessors.Registrations.Where(p => p.Plugin == file).ToList();
        if (preprocessors.SelectMany(p => p.Info.Events).FirstOrDefault(e => e.Gid < Gid.FirstPlugin) is { } foreign)
        {
            throw new PluginRefusedException($"the event '{foreign.Name}' has the generator id {foreign.Gid}, and those below {Gid.FirstPlugin} are not a plugin's to use");
        }

        return new(file, name.Name ?? "", name.Version?.ToString(3) ?? "", preprocessors, [.. present.Outputs.Where(o => o.Plugin == file)]);
    }

    // What this program has no registry for is not taken.
    private static void Add(Loaded loaded, string file, Extensible present)
    {
        var registries = present.Registries.ToDictionary(registry => registry.GetType());
        var found = 0;
        foreach (var type in loaded.Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }))
        {
            foreach (var contract in PluginContract.All)
            {
                if (contract.ArgumentsOf(type) is { } arguments && registries.TryGetValue(contract.Registry, out var registry))
                {
                    contract.Add(arguments, registry, file, loaded.Context);
                    found++;
                }
            }
        }

        if (found == 0)
        {
            throw new PluginRefusedException("there is no preprocessor in it and nothing else that this program takes: a class that implements IPreprocessor<itself, its options>, or IEventOutput or IBatchOutput of them");
        }
    }

    private static string ReasonOf(Exception fault) => fault switch
    {
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => ReasonOf(first),
        TypeLoadException or MissingMemberException => $"it does not fit this version of SipIds.Core: {PluginRefusal.OneLine(fault.Message)}",
        _ => PluginRefusal.OneLine(fault.Message),
    };

    // The plugin and all that lies beside it, by size and time.
    private static string StateOf(string file) => string.Join(
        '|', new FileInfo(file).Directory!.EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => $"{f.Name}:{f.Length}:{f.LastWriteTimeUtc.Ticks}"));

    private sealed record Loaded(PluginContext Context, Assembly Assembly, string State);
}
