using SipIds.Configuration;
using SipIds.Configuration.Plugins;
using SipIds.Preprocessing;

namespace SipIds.Host.Settings;

/// <summary>Where a command has its settings from: <c>sipcnf.yaml</c> with the plugins that it names, and the arguments that win over it.</summary>
/// <param name="Registry">The preprocessors that are part of the program.</param>
/// <param name="Path">The file; null for none.</param>
/// <param name="Overrides">The arguments of <c>--set</c>.</param>
internal sealed record SettingsSource(PreprocessorRegistry Registry, string? Path, IReadOnlyList<string> Overrides)
{
    // What did not change on the disk is the same plugin when it is loaded again.
    private readonly PluginLoader _plugins = new();

    /// <summary>The settings, without a file the defaults; null after every fault was said. A plugin that is refused is said, too, and the rest goes on.</summary>
    /// <param name="say">Takes the faults; standard error by default.</param>
    public SensorConfiguration? Load(Action<string>? say = null)
    {
        var sensor = SensorConfiguration.Load(Path, Overrides, Registry, _plugins, ProductSettings.Sections);
        foreach (var refusal in sensor.Refusals)
        {
            (say ?? (sentence => Console.Error.WriteLine($"sipids: {sentence}")))($"plugin refused: {refusal}");
        }

        foreach (var fault in sensor.Result.Notes.Concat(sensor.Result.Faults))
        {
            (say ?? Console.Error.WriteLine)($"{fault}");
        }

        return sensor.Result.IsValid ? sensor : null;
    }
}
