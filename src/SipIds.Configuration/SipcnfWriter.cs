using SipIds.Configuration.Plugins;
using SipIds.Configuration.Writing;

namespace SipIds.Configuration;

/// <summary>Writes configurations as the text of a <c>sipcnf.yaml</c>.</summary>
public static class SipcnfWriter
{
    /// <summary>Every key with its default, its help and its range: the base of the file that is shipped.</summary>
    public static string WriteDefaults(SettingsSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new SettingsWriter(withHelp: true).Write(schema.Defaults.Members);
    }

    /// <summary>The same for a program with its plugins: they are named in it, so that their sections are known to whoever reads it.</summary>
    /// <exception cref="ConfigurationException">Something is wrong with the settings.</exception>
    public static string WriteDefaults(SensorConfiguration sensor)
    {
        ArgumentNullException.ThrowIfNull(sensor);
        var paths = sensor.Settings.Section<PluginOptions>().Paths;
        var records = sensor.Schema.Defaults.Records
            .Select(record => record.Options is PluginOptions plugins ? record with { Options = plugins with { Paths = paths } } : record);
        return new SettingsWriter(withHelp: true).Write(new SipIdsConfiguration(sensor.Schema, new(records)).Members);
    }

    /// <summary>Every key with its value and without comments; equal configurations are equal texts.</summary>
    public static string Write(SipIdsConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return new SettingsWriter(withHelp: false).Write(configuration.Members);
    }
}
