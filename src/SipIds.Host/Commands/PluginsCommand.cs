using System.CommandLine;
using SipIds.Configuration;
using SipIds.Configuration.Plugins;
using SipIds.Host.Plugins;
using SipIds.Host.Settings;
using SipIds.Settings;

namespace SipIds.Host.Commands;

/// <summary><c>sipids plugins</c>: what preprocessors and outputs of others are there, what is in them, and what is wrong with them.</summary>
internal static class PluginsCommand
{
    public static Command Create() => new("plugins", "List preprocessors and outputs that others wrote, or check them.") { List(), Check() };

    private static Command List()
    {
        var command = new Command("list", "List the plugins at these paths, or those that sipcnf.yaml names, and what was refused.");
        return WithPaths(command, ArgumentArity.ZeroOrMore, (load, _) =>
        {
            PluginListing.Write(Console.Out, load.Plugins);
            Refuse(load.Refusals);
            return load.Refusals.Count > 0 ? ExitCode.Usage : ExitCode.Done;
        });
    }

    private static Command Check()
    {
        var command = new Command("check", "Say what is in the plugins at these paths - events, settings, place in the pipeline - and what is wrong with them.");
        return WithPaths(command, ArgumentArity.OneOrMore, (load, source) =>
        {
            var settings = PluginCheck.SettingsOf(load, source);
            var faults = load.Plugins.Sum(plugin => PluginCheck.Write(Console.Out, plugin, load, settings));
            Refuse(load.Refusals);
            return faults + load.Refusals.Count > 0 ? ExitCode.Usage : ExitCode.Done;
        });
    }

    private static Command WithPaths(Command command, ArgumentArity arity, Func<PluginLoad, SettingsSource, int> run)
    {
        var paths = new Argument<string[]>("path") { Description = "Assemblies, and folders of them.", Arity = arity };
        paths.Validators.Add(PathRules.RefuseEmpty);
        paths.Validators.Add(PathRules.RefuseOptions);
        var settings = new SettingsOptions();
        command.Add(paths);
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            var source = settings.SourceOf(parsed);
            var named = parsed.GetValue(paths) is { Length: > 0 } given ? [.. given.Select(path => new FilePath(path))] : SensorConfiguration.PluginsIn(source.Path, source.Overrides).Paths;
            return run(new PluginLoader().Load(new() { Paths = named }, source.Registry, ProductSettings.Sections), source);
        });
        return command;
    }

    private static void Refuse(IReadOnlyList<PluginRefusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            Console.Error.WriteLine($"sipids: plugin refused: {refusal}");
        }
    }
}
