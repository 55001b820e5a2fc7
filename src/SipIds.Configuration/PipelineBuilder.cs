using SipIds.Configuration.Plugins;
using SipIds.Events;
using SipIds.Pipeline;
using SipIds.Preprocessing;

namespace SipIds.Configuration;

/// <summary>Builds a pipeline for a program that receives SIP itself.</summary>
/// <example><c>SipIdsPipeline.FromFile("sipcnf.yaml").With(BuiltIn.Register).Inline().Build()</c></example>
public sealed class PipelineBuilder
{
    private readonly string? _path;
    private readonly List<string> _overrides = [];
    private readonly List<IEventOutput> _outputs = [];
    private PreprocessorRegistry _registry = new();
    private Action<PluginFault>? _onFault;
    private Action<PluginRefusal>? _onRefusal;
    private bool _inline;

    internal PipelineBuilder(string? path) => _path = path;

    /// <summary>Adds preprocessors: <c>BuiltIn.Register</c> of SipIds.Preprocessors, or your own with <c>r => r.Add&lt;…&gt;()</c>.</summary>
    /// <exception cref="InvalidOperationException">One of them cannot be added to those already there.</exception>
    public PipelineBuilder With(Func<PreprocessorRegistry, PreprocessorRegistry> register)
    {
        ArgumentNullException.ThrowIfNull(register);
        _registry = register(_registry);
        return this;
    }

    /// <summary>Sets one setting over the file: <c>calls=30</c>.</summary>
    public PipelineBuilder Set(string setting)
    {
        _overrides.Add(setting);
        return this;
    }

    /// <summary>Writes alerts to an output, too. It is yours to dispose.</summary>
    public PipelineBuilder WriteTo(IEventOutput output)
    {
        _outputs.Add(output);
        return this;
    }

    /// <summary>Says that verdicts are applied: what the pipeline drops does not go on, and changes none of its state.</summary>
    public PipelineBuilder Inline()
    {
        _inline = true;
        return this;
    }

    /// <summary>Sets what is called when a preprocessor throws for the first time, and when it is switched off.</summary>
    public PipelineBuilder OnFault(Action<PluginFault> onFault)
    {
        _onFault = onFault;
        return this;
    }

    /// <summary>Sets what is called for each plugin that cannot be loaded. Unless it is set, such a plugin is an error of the configuration.</summary>
    public PipelineBuilder OnRefusal(Action<PluginRefusal> onRefusal)
    {
        _onRefusal = onRefusal;
        return this;
    }

    /// <summary>Loads the settings and the plugins, and makes the pipeline.</summary>
    /// <exception cref="ConfigurationException">Something is wrong with the settings.</exception>
    public SipIdsPipeline Build()
    {
        var configuration = SensorConfiguration.Load(_path, _overrides, _registry);
        foreach (var refusal in configuration.Refusals)
        {
            (_onRefusal ?? Refuse)(refusal);
        }

        return new(configuration.ToSetup() with { Outputs = _outputs, Inline = _inline, OnFault = _onFault });
    }

    private static void Refuse(PluginRefusal refusal) => throw new ConfigurationException([new(refusal.File, 0, 0, refusal.Reason)]);
}

/// <summary>Where the building of a pipeline begins.</summary>
public static class SipIdsPipelineBuilding
{
    extension(SipIdsPipeline)
    {
        /// <summary>Begins a pipeline with the settings of a file.</summary>
        public static PipelineBuilder FromFile(string path)
        {
            ArgumentNullException.ThrowIfNull(path);
            return new(path);
        }

        /// <summary>Begins a pipeline in which every setting has its default.</summary>
        public static PipelineBuilder FromDefaults() => new(path: null);
    }
}
