using SipIds.Host.Outputs;
using SipIds.Host.Settings;
using SipIds.Host.Tuning;
using SipIds.Options;

namespace SipIds.Host.Live;

/// <summary>Says what a live run is going to do.</summary>
internal static class Announcement
{
    private const int LabelWidth = 12;

    public static void Write(TextWriter output, LiveRequest request, OutputSet outputs)
    {
        foreach (var (label, text) in request.Plan)
        {
            Line(output, label, text);
        }

        Line(output, "drop", Drop(request));
        Line(output, "on failure", OnFailure(request));
        Line(output, "settings", Settings(request.Source));
        if (request.Options.State.Length > 0)
        {
            Line(output, "state", $"{request.Options.State}, written every hour and at the end");
        }

        if (request.Learning is { } learning)
        {
            Line(output, "learns", $"limits for {ProposalText.Time(learning.Duration)}; nothing that runs is changed");
        }

        foreach (var one in outputs.All)
        {
            Line(output, "writes", one.Name);
        }
    }

    private static string Settings(SettingsSource source)
    {
        var overrides = source.Overrides.Count > 0 ? $", with --set {string.Join(" --set ", source.Overrides)}" : "";
        return source.Path is { } path ? $"{path}{overrides}, read again when it changes and at SIGHUP" : $"the defaults{overrides}; no file";
    }

    private static string Drop(LiveRequest request) => (request.Inline, request.Configuration.Pipeline.ActionDrop) switch
    {
        (false, DropMode.Shadow) => "nothing: what is watched has passed already; alerts say what would be dropped (action_drop: shadow)",
        (false, _) => "nothing: what is watched has passed already",
        (true, DropMode.True) => "on: packets of events whose action is drop are dropped (action_drop: true)",
        (true, DropMode.Shadow) => "off: every packet passes; alerts say what would be dropped (action_drop: shadow)",
        (true, _) => "off: every packet passes, events are alerts (action_drop: false)",
    };

    private static string OnFailure(LiveRequest request) => (request.Inline, request.Options.OnFailure) switch
    {
        (false, _) => "the traffic does not depend on this sensor; what it misses is counted",
        (true, FailureMode.Open) => "open: what cannot be inspected passes, and is counted",
        _ => "closed: what cannot be inspected does not pass",
    };

    private static void Line(TextWriter output, string label, string text) => output.WriteLine($"{label.PadRight(LabelWidth)}{text}");
}
