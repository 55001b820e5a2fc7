using SipIds.Events;
using SipIds.Packets;

namespace SipIds.Testing;

/// <summary>One alert of a pipeline, as a test reads it.</summary>
/// <param name="Number">The number of the packet that raised it, from 1.</param>
/// <param name="Source">Who sent that packet.</param>
/// <param name="Event">What happened.</param>
/// <param name="Severity">How bad it is here: the event's own severity, low for its mild form, or one worse for its severe form.</param>
/// <param name="Action">What the event does with the packet.</param>
/// <param name="Verdict">What became of the packet.</param>
/// <param name="Detail">What a person is shown, one character for each byte.</param>
/// <param name="Count">For events that count: how many there were. 0 for others.</param>
public sealed record SeenAlert(long Number, NetEndpoint Source, EventDescriptor Event, Severity Severity, EventAction Action, Verdict Verdict, string Detail, long Count)
{
    /// <summary>The event's name.</summary>
    public string Name => Event.Name;

    /// <summary>Whether it is the mild form of its event.</summary>
    public bool IsMild => Severity > Event.Severity;

    /// <summary>Whether it is the severe form of its event.</summary>
    public bool IsSevere => Severity < Event.Severity;

    /// <summary>Whether the packet passed because a part of its message had passed before.</summary>
    public bool NotExcised { get; init; }

    /// <summary>Whether a person would look at it: severity 1 or 2.</summary>
    public bool IsSerious => Severity <= Severity.Medium;

    /// <summary>The packet's number, the event's name and the detail.</summary>
    public override string ToString() => Detail.Length == 0 ? $"{Number} {Name}" : $"{Number} {Name}: {Detail}";
}
