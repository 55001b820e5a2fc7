using SipIds.Events;
using SipIds.Packets;

namespace SipIds.Host.Tests.Traffic;

/// <summary>One alert of a pipeline.</summary>
internal sealed record Seen(long Number, NetEndpoint Source, EventDescriptor Event, Severity Severity, EventAction Action, Verdict Verdict, string Detail)
{
    /// <summary>Whether it is the mild form of its event.</summary>
    public bool IsMild => Severity > Event.Severity;

    /// <summary>Whether a person would look at it: severity 1 or 2.</summary>
    public bool IsSerious => Severity <= Severity.Medium;

    /// <summary>The sid, in brackets where the event is mild.</summary>
    public override string ToString() => IsMild ? $"({Event.Sid})" : $"{Event.Sid}";
}
