using SipIds.Events;

namespace SipIds.Testing;

/// <summary>An event that a preprocessor reported, as a test reads it.</summary>
/// <param name="Event">Which event.</param>
/// <param name="Severity">How bad it is here: the event's own severity, low for its mild form, or one worse for its severe form.</param>
/// <param name="Detail">What a person is shown, bytes that are no UTF-8 replaced.</param>
/// <param name="Count">For events that count: how many there were. 0 for others.</param>
/// <param name="Limit">For events that count: how many are allowed. 0 for others.</param>
public sealed record ReportedEvent(EventDescriptor Event, Severity Severity, string Detail, long Count, long Limit)
{
    /// <summary>The event's name.</summary>
    public string Name => Event.Name;

    /// <summary>The event's id.</summary>
    public int Sid => Event.Sid;

    /// <summary>Whether it is the mild form of the event, which drops nothing by itself.</summary>
    public bool IsNotice => Severity > Event.Severity;

    /// <summary>Whether it is the severe form of the event, which drops by itself.</summary>
    public bool IsAlarm => Severity < Event.Severity;

    /// <summary>Name and detail.</summary>
    public override string ToString() => Detail.Length == 0 ? Name : $"{Name}: {Detail}";
}
