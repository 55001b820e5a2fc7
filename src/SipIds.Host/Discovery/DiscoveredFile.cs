using SipIds.Configuration;
using SipIds.Host.Discovery.Finding;
using SipIds.Host.Files;
using SipIds.Host.Pages;

namespace SipIds.Host.Discovery;

/// <summary>The <c>sipcnf.yaml</c> with the proposals in it, and everything else as it was.</summary>
internal static class DiscoveredFile
{
    private const string Mark = "discover:";

    /// <summary>Writes the file, and says on <paramref name="report"/> what became of it.</summary>
    public static bool TryWrite(DiscoveryRequest request, IReadOnlyList<Proposal> proposals, TextWriter report)
    {
        try
        {
            var text = request.Source.Path is { } path ? WholeFile.Encoding.GetString(File.ReadAllBytes(path)) : SipcnfWriter.WriteDefaults(request.Sensor);
            var edits = EditsOf(request, proposals).Where(edit => !string.Equals(SipcnfEditor.Change(text, [edit]), text, StringComparison.Ordinal)).ToList();
            WholeFile.Write(request.OutputPath!, SipcnfEditor.Change(text, edits));
            report.WriteLine();
            report.WriteLine($"{request.OutputPath}: {(edits.Count == 0 ? "no setting changed" : $"{Evidence.List(edits.Select(edit => edit.Path))} changed")}");
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            Console.Error.WriteLine($"sipids: '{request.OutputPath}' is not written: {fault.Message}");
            return false;
        }
    }

    private static IEnumerable<SettingEdit> EditsOf(DiscoveryRequest request, IReadOnlyList<Proposal> proposals)
    {
        foreach (var setting in proposals.Where(proposal => proposal.IsWritten).GroupBy(proposal => proposal.Setting, StringComparer.Ordinal))
        {
            var values = setting.Select(proposal => YamlOf(proposal.Value)).ToList();
            var reason = string.Join(" ", setting.Select(proposal => values.Count > 1 ? $"{NameOf(proposal)}: {proposal.Evidence}" : proposal.Evidence));
            var edit = new SettingEdit(setting.Key, values[0], Printable.Of(reason)) { Mark = Mark };
            if (setting.Key == SideFinder.Setting)
            {
                // Who has written some knows better.
                if (request.Sensor.Settings.Pipeline.Sides.Count == 0)
                {
                    yield return edit with { Value = $"{{ {string.Join(", ", values)} }}" };
                }
            }
            else if (request.Sensor.Schema.Settings.First(known => known.Path == setting.Key).Default is ['[', .. var usual, ']'])
            {
                yield return edit with { Value = $"[{string.Join(", ", [.. new[] { usual }.Where(text => text.Length > 0), .. values])}]", Added = values };
            }
            else
            {
                yield return edit;
            }
        }
    }

    private static string NameOf(Proposal proposal) => proposal.Setting == SideFinder.Setting ? proposal.Value[..proposal.Value.IndexOf(':', StringComparison.Ordinal)] : proposal.Value;

    // An IPv6 address that ends in a colon would be a key.
    private static string YamlOf(string value) => value is [.., ':'] or [':', ..] ? $"\"{value}\"" : value;
}
