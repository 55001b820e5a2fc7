using SipIds.Configuration;
using SipIds.Configuration.Plugins;
using SipIds.Host.Settings;
using SipIds.Outputs;
using SipIds.Preprocessing;
using SipIds.Sip;

namespace SipIds.Host.Plugins;

/// <summary>What is in one plugin, for the person who writes it or is to trust it, and what is wrong with it.</summary>
internal static class PluginCheck
{
    /// <summary>The settings that the plugins are tried with.</summary>
    public static ConfigurationResult SettingsOf(PluginLoad load, SettingsSource source)
    {
        var schema = new SettingsSchema(load.Registry, load.Sections);
        return source.Path is { } file ? ConfigurationLoader.LoadFile(schema, file, source.Overrides) : ConfigurationLoader.Load(schema, "", "sipcnf.yaml", source.Overrides);
    }

    /// <summary>Writes it, and returns how much is wrong.</summary>
    public static int Write(TextWriter output, Plugin plugin, PluginLoad load, ConfigurationResult settings)
    {
        output.WriteLine($"{plugin.Name} {plugin.Version}  {plugin.File}");
        foreach (var registration in plugin.Preprocessors)
        {
            Describe(output, registration, load.Registry);
        }

        foreach (var registration in plugin.Outputs)
        {
            Describe(output, registration, load);
        }

        output.WriteLine();
        IReadOnlyList<string> faults = [.. plugin.Preprocessors.SelectMany(p => WrongOrderOf(p.Info, load.Registry)), .. Try(output, plugin, load, settings)];
        foreach (var fault in faults)
        {
            output.WriteLine($"  fault: {fault}");
        }

        output.WriteLine(faults.Count == 0 ? "no faults" : $"{faults.Count} {(faults.Count == 1 ? "fault" : "faults")}");
        return faults.Count;
    }

    private static void Describe(TextWriter output, PreprocessorRegistration registration, PreprocessorRegistry registry)
    {
        var info = registration.Info;
        output.WriteLine();
        output.WriteLine($"{info.Name}: {info.Summary}");
        output.WriteLine($"  stage     {info.Stage.ToString().ToLowerInvariant()}{Order("before", info.Before)}{Order("after", info.After)}");
        output.WriteLine($"  sees      {Seen(info.Interest)}");
        foreach (var item in info.Events)
        {
            output.WriteLine($"  event     {item.Gid}:{item.Sid} {item.Name}, {item.Severity.ToString().ToLowerInvariant()}, {item.Action.ToString().ToLowerInvariant()}: {item.Text}");
        }

        WriteSettings(output, new SettingsSchema(registry), $"{info.Name}.");
    }

    private static void Describe(TextWriter output, OutputRegistration registration, PluginLoad load)
    {
        var section = load.Sections.First(s => s.Outputs is not null).Name;
        output.WriteLine();
        output.WriteLine($"{registration.Info.Name}: {registration.Info.Summary}");
        output.WriteLine("  output    not tried: it would write to its target");
        WriteSettings(output, new SettingsSchema(load.Registry, load.Sections), $"{section}.{registration.Info.Name}.");
    }

    private static void WriteSettings(TextWriter output, SettingsSchema schema, string prefix)
    {
        foreach (var setting in schema.Settings.Where(s => s.Path.StartsWith(prefix, StringComparison.Ordinal) && !s.IsSection))
        {
            output.WriteLine($"  setting   {setting.Path}: {setting.Default}  {setting.Help}{(setting.Range is { } range ? $" Allowed: {range}." : "")}");
        }
    }

    private static string Order(string word, IReadOnlyList<string> names) => names.Count == 0 ? "" : $", {word} {string.Join(", ", names)}";

    private static string Seen(Interest interest)
    {
        var parts = new List<string>();
        if ((interest.Bits & Interest.Requests.Bits) == Interest.Requests.Bits)
        {
            parts.Add("every request");
        }
        else
        {
            parts.AddRange(Enum.GetValues<SipMethod>().Where(m => Holds(interest, Interest.In(m))).Select(m => m is SipMethod.Extension ? "other methods" : SipMethods.NameOf(m)));
        }

        parts.AddRange(Enumerable.Range(1, 6).Where(c => Holds(interest, Interest.InResponses(c))).Select(c => $"{c}xx"));
        parts.AddRange(Holds(interest, Interest.NotSip) ? ["what is no SIP"] : []);
        return parts.Count == 0 ? "nothing" : string.Join(", ", parts);
    }

    private static bool Holds(Interest interest, Interest part) => (interest.Bits & part.Bits) != 0;

    private static IEnumerable<string> WrongOrderOf(PreprocessorInfo info, PreprocessorRegistry registry) =>
        info.Before.Concat(info.After)
            .Where(name => registry.Registrations.All(r => r.Info.Name != name))
            .Select(name => $"{info.Name} asks to run before or after '{name}', and there is no such preprocessor");

    // A plugin may need settings that only its user knows; without them there is nothing to try.
    private static IReadOnlyList<string> Try(TextWriter output, Plugin plugin, PluginLoad load, ConfigurationResult settings)
    {
        if (settings.Configuration is { } configuration)
        {
            return [.. plugin.Preprocessors.SelectMany(p => new PluginTrial(p, load.Registry, configuration).Run(output))];
        }

        output.WriteLine("not tried, for its settings are not right yet (give them with -c or --set):");
        foreach (var fault in settings.Faults)
        {
            output.WriteLine($"  {fault}");
        }

        return [];
    }
}
