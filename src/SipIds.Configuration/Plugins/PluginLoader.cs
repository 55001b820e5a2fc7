using System.Reflection;
using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Configuration.Plugins;

/// <summary>Loads preprocessors that others wrote. One that cannot be loaded is refused with its reason, and the others are loaded.</summary>
/// <remarks>Load again with the same loader after a change of the settings: what did not change on the disk stays as it is, so that its types stay the same.</remarks>
public sealed class PluginLoader
{
    private const BindingFlags Unwrapped = BindingFlags.DoNotWrapExceptions;

    private readonly Dictionary<string, Loaded> _loaded = new(StringComparer.Ordinal);

    /// <summary>Loads what the settings name.</summary>
    /// <param name="options">The section <c>plugins</c>.</param>
    /// <param name="registry">The preprocessors that are there already; it is not changed.</param>
    /// <param name="sections">Further sections of <c>sipcnf.yaml</c>, whose keys are taken.</param>
    public PluginLoad Load(PluginOptions options, PreprocessorRegistry registry, params IReadOnlyList<SettingsSection> sections)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(registry);
        var plugins = new List<Plugin>();
        var refusals = new List<PluginRefusal>();
        foreach (var file in FilesOf(options, refusals))
        {
            try
            {
                var extended = registry.Copy();
                var plugin = Load(file, extended);
                _ = new SettingsSchema(extended, sections);
                registry = extended;
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

        return new(registry, plugins, refusals);
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

    private Plugin Load(string file, PreprocessorRegistry registry)
    {
        var metadata = PluginRules.Check(file);
        var state = StateOf(file);
        if (!_loaded.TryGetValue(file, out var loaded) || loaded.State != state)
        {
            var context = new PluginContext(file);
            PluginRules.CheckDependencies(metadata, context);
            _loaded[file] = loaded = new(context, context.LoadFile(file), state);
        }

        var before = registry.Registrations.Count;
        foreach (var (type, options) in PreprocessorsOf(loaded.Assembly))
        {
            Add(type, options, file, loaded.Context, registry);
        }

        var name = loaded.Assembly.GetName();
        return new(file, name.Name ?? "", name.Version?.ToString(3) ?? "", [.. registry.Registrations.Skip(before)]);
    }

    private static List<(Type Type, Type Options)> PreprocessorsOf(Assembly assembly)
    {
        var found = new List<(Type, Type)>();
        foreach (var type in assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }))
        {
            var contract = type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IPreprocessor<,>));
            if (contract?.GetGenericArguments() is [var self, var options] && self == type)
            {
                found.Add((type, options));
            }
        }

        return found.Count > 0 ? found : throw new PluginRefusedException("there is no preprocessor in it: a class that implements IPreprocessor<itself, its options>");
    }

    private static void Add(Type type, Type options, string file, PluginContext context, PreprocessorRegistry registry)
    {
        var add = typeof(PreprocessorRegistry).GetMethod(nameof(PreprocessorRegistry.AddPlugin))!.MakeGenericMethod(type, options);
        try
        {
            add.Invoke(registry, Unwrapped, binder: null, [file, context], culture: null);
        }
        catch (Exception fault) when (fault is not InvalidOperationException)
        {
            var cause = fault is TypeInitializationException { InnerException: { } inner } ? inner : fault;
            throw new PluginRefusedException($"{type.Name}.{nameof(IPreprocessor<,>.Info)} cannot be read: {cause.GetType().Name}: {OneLine(cause.Message)}");
        }

        if (registry.Registrations[^1].Info.Events.FirstOrDefault(e => e.Gid < Gid.FirstPlugin) is { } foreign)
        {
            throw new PluginRefusedException($"the event '{foreign.Name}' has the generator id {foreign.Gid}, and those below {Gid.FirstPlugin} are not a plugin's to use");
        }
    }

    private static string ReasonOf(Exception fault) => fault switch
    {
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => ReasonOf(first),
        TypeLoadException or MissingMemberException => $"it does not fit this version of SipIds.Core: {OneLine(fault.Message)}",
        _ => OneLine(fault.Message),
    };

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).TrimEnd('.');

    // The plugin and all that lies beside it, by size and time.
    private static string StateOf(string file) => string.Join(
        '|', new FileInfo(file).Directory!.EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => $"{f.Name}:{f.Length}:{f.LastWriteTimeUtc.Ticks}"));

    private sealed record Loaded(PluginContext Context, Assembly Assembly, string State);
}
