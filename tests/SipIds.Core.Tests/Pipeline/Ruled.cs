using System.Text;
using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Core.Tests.Pipeline;

/// <summary>Has an event for each of its rules, and reports those whose name stands in the message.</summary>
internal sealed class Ruled : IPreprocessor<Ruled, RuledOptions>
{
    private readonly (EventDescriptor Event, byte[] Text)[] _rules;
    private readonly bool _reportsStrangers;

    private Ruled(RuledOptions options)
    {
        _rules = [.. options.Rules.Select((name, index) => (new EventDescriptor(Gid.FirstPlugin, 9200 + index, name, Severity.Medium, options.Action, "A rule."), Encoding.ASCII.GetBytes(name)))];
        _reportsStrangers = options.ReportsStrangers;
    }

    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "ruled",
        Summary = "Looks for the names of its rules.",
        Stage = PreprocessorStage.Message,
        Interest = Interest.Messages,
        Events = [],
        DefinesEvents = true,
        IsStateless = true,
    };

    public IReadOnlyList<EventDescriptor> Events => [.. _rules.Select(r => r.Event)];

    public static Ruled Create(RuledOptions options, PreprocessorServices services) => new(options);

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        foreach (var (descriptor, text) in _rules)
        {
            if (packet.Payload.IndexOf(text) >= 0)
            {
                inspection.Report(_reportsStrangers ? descriptor with { Name = "undeclared" } : descriptor);
            }
        }
    }
}

internal sealed record RuledOptions : PreprocessorOptions
{
    public IReadOnlyList<string> Rules { get; init; } = [];

    public EventAction Action { get; init; } = EventAction.Alert;

    public bool ReportsStrangers { get; init; }
}
