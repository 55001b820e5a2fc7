using SipIds.Configuration;

namespace SipIds.Host.Commands;

/// <summary>Where a command has its settings from: <c>sipcnf.yaml</c>, and the arguments that win over it.</summary>
/// <param name="Schema">The keys that there are.</param>
/// <param name="Path">The file; null for none.</param>
/// <param name="Overrides">The arguments of <c>--set</c>.</param>
internal sealed record SettingsSource(SettingsSchema Schema, string? Path, IReadOnlyList<string> Overrides)
{
    /// <summary>The settings, without a file the defaults; null after every fault was said.</summary>
    /// <param name="say">Takes the faults; standard error by default.</param>
    public SipIdsConfiguration? Load(Action<string>? say = null)
    {
        var result = Path is null
            ? ConfigurationLoader.Load(Schema, "", "sipcnf.yaml", Overrides)
            : ConfigurationLoader.LoadFile(Schema, Path, Overrides);
        foreach (var fault in result.Faults)
        {
            (say ?? Console.Error.WriteLine)($"{fault}");
        }

        return result.Configuration;
    }
}
