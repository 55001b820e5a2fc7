using System.CommandLine;
using SipIds.Configuration;
using SipIds.Host.Settings;
using SipIds.Preprocessors;

namespace SipIds.Host.Commands;

/// <summary><c>sipids config</c>: checks a file, and writes what editors and newcomers need.</summary>
internal static class ConfigCommand
{
    public static Command Create() => new("config", "Check a configuration, or write the default one.")
    {
        Check(),
        Text("default", "Write sipcnf.yaml with every setting, its default and its meaning; with -c, those of the plugins that it names, too.", SipcnfWriter.WriteDefaults),
        Text("schema", "Write the JSON Schema of sipcnf.yaml, for editors; with -c, with the plugins that it names.", sensor => SettingsJsonSchema.Write(sensor.Schema)),
    };

    private static Command Check()
    {
        var file = new Argument<string>("file") { Description = "The file to check.", HelpName = "sipcnf.yaml" };
        file.Validators.Add(PathRules.RefuseEmpty);
        var command = new Command("check", "Say every fault of a sipcnf.yaml, with line and column.") { file };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            if (new SettingsSource(BuiltIn.Register(new()), path, []).Load() is not { } sensor)
            {
                return ExitCode.Usage;
            }

            if (sensor.Refusals.Count > 0)
            {
                Console.Error.WriteLine($"{path}: no other faults; a sensor starts without what was refused");
                return ExitCode.Usage;
            }

            Console.WriteLine($"{path}: no faults");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Text(string name, string description, Func<SensorConfiguration, string> write)
    {
        var command = new Command(name, description);
        var settings = new SettingsOptions();
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            if (settings.Load(parsed) is not { } sensor)
            {
                return ExitCode.Usage;
            }

            Console.Out.Write(write(sensor));
            return ExitCode.Done;
        });
        return command;
    }
}
