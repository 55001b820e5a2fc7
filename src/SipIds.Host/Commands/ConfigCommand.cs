using System.CommandLine;
using SipIds.Configuration;
using SipIds.Preprocessors;

namespace SipIds.Host.Commands;

/// <summary><c>sipids config</c>: checks a file, and writes what editors and newcomers need.</summary>
internal static class ConfigCommand
{
    public static Command Create() => new("config", "Check a configuration, or write the default one.")
    {
        Check(),
        Text("default", "Write sipcnf.yaml with every setting, its default and its meaning.", SipcnfWriter.WriteDefaults),
        Text("schema", "Write the JSON Schema of sipcnf.yaml, for editors.", SettingsJsonSchema.Write),
    };

    private static Command Check()
    {
        var file = new Argument<string>("file") { Description = "The file to check.", HelpName = "sipcnf.yaml" };
        file.Validators.Add(PathRules.RefuseEmpty);
        var command = new Command("check", "Say every fault of a sipcnf.yaml, with line and column.") { file };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            if (new SettingsSource(Schema(), path, []).Load() is null)
            {
                return ExitCode.Usage;
            }

            Console.WriteLine($"{path}: no faults");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Text(string name, string description, Func<SettingsSchema, string> write)
    {
        var command = new Command(name, description);
        command.SetAction(_ => Console.Out.Write(write(Schema())));
        return command;
    }

    private static SettingsSchema Schema() => ProductSettings.SchemaOf(BuiltIn.Register(new()));
}
