using SipIds.Events;
using SipIds.Packets;

namespace SipIds.Host.Reading.Report;

/// <summary>Which alerts a run was asked for. All packets are read all the same, since what they raise depends on those before.</summary>
internal sealed record AlertFilter
{
    /// <summary>The events; all if there are none.</summary>
    public IReadOnlySet<EventDescriptor> Events { get; init; } = new HashSet<EventDescriptor>();

    /// <summary>The mildest severity.</summary>
    public Severity Mildest { get; init; } = Severity.Low;

    /// <summary>The first moment.</summary>
    public ReadMoment? From { get; init; }

    /// <summary>The last moment.</summary>
    public ReadMoment? To { get; init; }

    /// <summary>Whether it leaves out anything.</summary>
    public bool IsEverything => Events.Count == 0 && Mildest is Severity.Low && From is null && To is null;

    /// <summary>Whether an alert is wanted.</summary>
    /// <param name="descriptor">Its event.</param>
    /// <param name="severity">How bad it is.</param>
    /// <param name="time">When its packet was captured.</param>
    /// <param name="first">When the first packet of the capture was.</param>
    public bool Wants(EventDescriptor descriptor, Severity severity, Timestamp time, Timestamp first) =>
        severity <= Mildest
        && (Events.Count == 0 || Events.Contains(descriptor))
        && IsInside(time, first);

    /// <summary>Whether a moment is between the first and the last one.</summary>
    public bool IsInside(Timestamp time, Timestamp first) => (From is null || time >= From.In(first)) && (To is null || time <= To.In(first));
}
