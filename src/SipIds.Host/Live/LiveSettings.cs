using SipIds.Capture;
using SipIds.Configuration;
using SipIds.Options;
using SipIds.Outputs;
using SipIds.Pipeline;
using SipIds.Pipeline.Verdicts;

namespace SipIds.Host.Live;

/// <summary>What a configuration means for a live run, where it means something else than for a capture.</summary>
internal static class LiveSettings
{
    // As long as calls last: all of those that were there before the sensor are over by then, or nearly.
    private static readonly TimeSpan s_midstreamGrace = TimeSpan.FromHours(2);

    // By then all phones have registered again.
    private static readonly TimeSpan s_standingGrace = TimeSpan.FromHours(2);

    public static PipelineOptions Of(SipIdsConfiguration configuration) => configuration.Pipeline with
    {
        MidstreamGrace = configuration.Pipeline.MidstreamGrace ?? s_midstreamGrace,
        StandingGrace = configuration.Pipeline.StandingGrace ?? s_standingGrace,
        Doors = configuration.Pipeline.Sides.Keys.Where(name => InterfaceNumber.Of(name) > 0).ToDictionary(name => name, InterfaceNumber.Of, StringComparer.Ordinal),
    };

    /// <summary>Says which interfaces of <c>sides</c> there are not.</summary>
    public static void TellMissingSides(SipIdsConfiguration configuration, Action<string> say)
    {
        foreach (var name in configuration.Pipeline.Sides.Keys.Where(name => InterfaceNumber.Of(name) == 0))
        {
            say($"'sides' names '{name}', and there is no such interface: that has no effect until there is one and the settings are read again.");
        }
    }

    /// <summary>What the pipeline of a live run is made of.</summary>
    /// <param name="sensor">The preprocessors, plugins and all.</param>
    /// <param name="configuration">The settings, of the sensor's schema.</param>
    public static PipelineSetup SetupOf(SensorConfiguration sensor, SipIdsConfiguration configuration) =>
        sensor.ToSetup(configuration) with { Settings = Of(configuration), AlertLimits = LimitsOf(configuration) };

    public static AlertLimits LimitsOf(SipIdsConfiguration configuration)
    {
        var outputs = configuration.Section<OutputsOptions>();
        return new()
        {
            PerSender = outputs.AlertsPerSender,
            PerEvent = outputs.AlertsPerEvent,
            PerSecond = outputs.AlertsPerSecond,
            DropsPerSender = outputs.DropsPerSender,
            DropsPerSecond = outputs.DropsPerSecond,
        };
    }
}
