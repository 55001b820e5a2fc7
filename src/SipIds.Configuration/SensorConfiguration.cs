using SipIds.Configuration.Plugins;
using SipIds.Outputs;
using SipIds.Pipeline;
using SipIds.Preprocessing;

namespace SipIds.Configuration;

/// <summary>What <c>sipcnf.yaml</c> makes of a program: its plugins are loaded, and all settings are read, theirs too.</summary>
/// <remarks>To reload, load again with the same <see cref="PluginLoader"/>: plugins that did not change stay as they are.</remarks>
public sealed class SensorConfiguration
{
    private SensorConfiguration(PluginLoad load, SettingsSchema schema, ConfigurationResult result)
    {
        Registry = load.Registry;
        Outputs = load.Outputs;
        Plugins = load.Plugins;
        Refusals = load.Refusals;
        Schema = schema;
        Result = result;
    }

    /// <summary>The preprocessors of the program and of its plugins.</summary>
    public PreprocessorRegistry Registry { get; }

    /// <summary>The outputs of the program and of its plugins; none where no section is for outputs.</summary>
    public OutputRegistry Outputs { get; }

    /// <summary>The plugins that were loaded.</summary>
    public IReadOnlyList<Plugin> Plugins { get; }

    /// <summary>What was to be loaded and could not be. The rest runs without it.</summary>
    public IReadOnlyList<PluginRefusal> Refusals { get; }

    /// <summary>Every key that there is now.</summary>
    public SettingsSchema Schema { get; }

    /// <summary>The settings, or everything that is wrong with them.</summary>
    public ConfigurationResult Result { get; }

    /// <summary>The settings.</summary>
    /// <exception cref="ConfigurationException">Something is wrong with them.</exception>
    public SipIdsConfiguration Settings => Result.Configuration ?? throw new ConfigurationException(Result.Faults);

    /// <summary>Loads a file and then the arguments.</summary>
    /// <param name="path">The file; null for the defaults.</param>
    /// <param name="overrides">Arguments of the form <c>key=value</c>, the later one winning.</param>
    /// <param name="registry">The preprocessors that the program brings.</param>
    /// <param name="loader">Loads the plugins; a new one if null.</param>
    /// <param name="sections">Sections of the program around the pipeline.</param>
    public static SensorConfiguration Load(
        string? path,
        IReadOnlyList<string> overrides,
        PreprocessorRegistry registry,
        PluginLoader? loader = null,
        params IReadOnlyList<SettingsSection> sections)
    {
        var text = TextOf(path);
        var load = (loader ?? new()).Load(ConfigurationLoader.ReadPlugins(text, overrides), registry, sections);
        var schema = new SettingsSchema(load.Registry, load.Sections) { LeavesUnknownAside = load.Refusals.Count > 0 };
        return new(load, schema, ConfigurationLoader.Load(schema, text, overrides));
    }

    /// <summary>What a file and the arguments say of plugins, whatever else is in them.</summary>
    public static PluginOptions PluginsIn(string? path, IReadOnlyList<string> overrides) => ConfigurationLoader.ReadPlugins(TextOf(path), overrides);

    private static SettingsText TextOf(string? path) => path is null ? SettingsText.Of("", "sipcnf.yaml") : SettingsText.OfFile(path);

    /// <summary>What a pipeline is made of under these settings; add outputs and the like by <c>with</c>.</summary>
    /// <exception cref="ConfigurationException">Something is wrong with the settings.</exception>
    public PipelineSetup ToSetup() => ToSetup(Settings);

    /// <summary>The same under settings of the same schema, such as those that <see cref="ConfigurationReload"/> made.</summary>
    public PipelineSetup ToSetup(SipIdsConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var plugins = settings.Section<PluginOptions>();
        return new()
        {
            Registry = Registry,
            Settings = settings.Pipeline,
            Options = settings.Preprocessors,
            MaxFaults = plugins.MaxFaults,
            Budget = Plugins.Count > 0 ? plugins.Budget : TimeSpan.Zero,
        };
    }
}
