using System.Globalization;
using SipIds.Configuration;
using SipIds.Host.Files;
using SipIds.Preprocessors.Tuning;

namespace SipIds.Host.Tuning;

/// <summary>The <c>sipcnf.yaml</c> with the proposals in it, and everything else as it was.</summary>
internal static class TunedFile
{
    /// <summary>Writes the file, and says on <paramref name="report"/> what became of it.</summary>
    public static bool TryWrite(ProposalRequest request, IReadOnlyList<LimitProposal> proposals, TextWriter report)
    {
        try
        {
            var edits = proposals.Where(proposal => proposal.Proposed != proposal.Present).Select(proposal => EditOf(proposal, request.Sensor.Schema)).ToList();
            var text = request.Source.Path is { } path ? WholeFile.Encoding.GetString(File.ReadAllBytes(path)) : SipcnfWriter.WriteDefaults(request.Sensor);
            WholeFile.Write(request.OutputPath!, SipcnfEditor.Change(text, edits));
            report.WriteLine();
            report.WriteLine($"{request.OutputPath}: {(edits.Count == 0 ? "no limit changed" : $"{edits.Count} {(edits.Count == 1 ? "limit" : "limits")} changed")}");
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            Console.Error.WriteLine($"sipids: '{request.OutputPath}' is not written: {fault.Message}");
            return false;
        }
    }

    private static SettingEdit EditOf(LimitProposal proposal, SettingsSchema schema)
    {
        var most = MostAllowed(schema, proposal.Setting);
        var comment = ProposalText.Comment(proposal) + (proposal.Proposed > most ? $"; {ProposalText.Number(proposal.Proposed)} would be more than is allowed" : "");
        return new(proposal.Setting, Math.Min(proposal.Proposed, most).ToString(CultureInfo.InvariantCulture), comment);
    }

    // A range reads "1 to 500".
    private static long MostAllowed(SettingsSchema schema, string setting)
    {
        var range = schema.Settings.FirstOrDefault(s => string.Equals(s.Path, setting, StringComparison.Ordinal))?.Range;
        return long.TryParse(range?.Split(' ')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : long.MaxValue;
    }
}
