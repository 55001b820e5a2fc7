using SipIds.Configuration;

namespace SipIds.Host.Commands;

/// <summary>Reads <c>sipcnf.yaml</c> for a command, and says every fault of it.</summary>
internal static class SettingsFile
{
    /// <summary>The settings of a file, or the defaults for null; null after every fault was said on standard error.</summary>
    public static SipIdsConfiguration? Load(SettingsSchema schema, string? path, IReadOnlyList<string> overrides)
    {
        var result = path is null
            ? ConfigurationLoader.Load(schema, "", "sipcnf.yaml", overrides)
            : ConfigurationLoader.LoadFile(schema, path, overrides);
        foreach (var fault in result.Faults)
        {
            Console.Error.WriteLine(fault);
        }

        return result.Configuration;
    }
}
