using SipIds.Configuration;
using SipIds.Host.Outputs;
using SipIds.Host.Reading.Report;

namespace SipIds.Host.Reading;

/// <summary>What <c>sipids read</c> was asked to do.</summary>
internal sealed record ReadRequest
{
    public required IReadOnlyList<string> Files { get; init; }

    public required SensorConfiguration Sensor { get; init; }

    public OutputChoice Outputs { get; init; } = new();

    public bool Inline { get; init; }

    /// <summary>Where the frames that pass are written.</summary>
    public string? PassedPath { get; init; }

    /// <summary>Which alerts are wanted.</summary>
    public AlertFilter Filter { get; init; } = new();

    /// <summary>Whether each alert is written, a line each, and not only what they come to.</summary>
    public bool ListsAlerts { get; init; }

    /// <summary>Whether the calls are listed.</summary>
    public bool ListsCalls { get; init; }

    /// <summary>The call whose ladder is drawn, by its Call-ID or the beginning of it. Alerts stand in the ladder then, and there is no summary.</summary>
    public string? CallId { get; init; }

    /// <summary>Whether what was found is told to a person.</summary>
    public bool Reports => !WritesJson && CallId is null;

    /// <summary>Whether standard output carries EVE JSON and nothing else.</summary>
    public bool WritesJson => Outputs.WritesJson;
}
