using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Configuration.Tests.Samples;

/// <summary>A preprocessor that makes events of its settings.</summary>
internal sealed class SampleRules : IPreprocessor<SampleRules, SampleRulesOptions>
{
    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "rules",
        Summary = "Has the rule that it is told.",
        Stage = PreprocessorStage.Message,
        Interest = Interest.None,
        Events = [],
        DefinesEvents = true,
    };

    public required IReadOnlyList<EventDescriptor> Events { get; init; }

    public static SampleRules Create(SampleRulesOptions options, PreprocessorServices services) =>
        new() { Events = [new(Gid.FirstPlugin, 1, options.Rule, Severity.Low, EventAction.Alert, "A rule.")] };

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
    }
}

internal sealed record SampleRulesOptions : PreprocessorOptions
{
    [SipIds.Settings.Setting("The name of its rule.")]
    public string Rule { get; init; } = "my-rule";
}
