using SipIds.Configuration;
using SipIds.Host.Settings;
using SipIds.Preprocessors.Tuning;

namespace SipIds.Host.Tuning;

/// <summary>What limits are to be proposed, and where they are written.</summary>
internal sealed record ProposalRequest
{
    /// <summary>Where the present limits come from.</summary>
    public required SettingsSource Source { get; init; }

    /// <summary>The present limits, and the preprocessors that have them.</summary>
    public required SensorConfiguration Sensor { get; init; }

    /// <summary>Where the configuration with the proposals goes; null for nowhere.</summary>
    public string? OutputPath { get; init; }

    public required double AlarmsAWeek { get; init; }

    public bool KeepsOutliers { get; init; }

    /// <summary>Proposals from what was measured, in the order of the file.</summary>
    public IReadOnlyList<LimitProposal> Propose(CountLearner learner, TimeSpan observed)
    {
        var order = Sensor.Schema.Settings.Select((setting, index) => (setting.Path, index)).ToDictionary(s => s.Path, s => s.index, StringComparer.Ordinal);
        return [.. LimitProposal.Of(learner, observed, AlarmsAWeek, KeepsOutliers).OrderBy(proposal => order.GetValueOrDefault(proposal.Setting, order.Count))];
    }
}
