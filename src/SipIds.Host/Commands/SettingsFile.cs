using SipIds.Configuration;

namespace SipIds.Host.Commands;

/// <summary>Reads <c>sipcnf.yaml</c> for a command, and says every fault of it.</summary>
internal static class SettingsFile
{
    /// <summary>The settings of a file, or the defaults for null; null after every fault was said on standard error.</summary>
    public static SipIdsConfiguration? Load(SettingsSchema schema, string? path, IReadOnlyList<string> overrides)
    {
        if (!TryRead(path, out var text))
        {
            return null;
        }

        var result = ConfigurationLoader.Load(schema, text, path ?? "defaults", overrides);
        foreach (var fault in result.Faults)
        {
            Console.Error.WriteLine(fault);
        }

        return result.Configuration;
    }

    private static bool TryRead(string? path, out byte[] text)
    {
        text = [];
        try
        {
            text = path is null ? [] : File.ReadAllBytes(path);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Console.Error.WriteLine($"sipids: {path} cannot be read: {fault.Message}");
            return false;
        }
    }
}
