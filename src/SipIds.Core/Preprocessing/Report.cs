using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Preprocessing;

/// <summary>One event of one packet.</summary>
internal struct Report
{
    public EventDescriptor Event;
    public Severity Severity;
    public ReportedCount Counted;
    public int DetailLength;
    public DetailText Detail;

    /// <summary>What becomes of the packet where nobody named the event: its mild form drops nothing, its severe form does.</summary>
    public readonly EventAction ActionByForm(EventAction action) =>
        Severity > Event.Severity ? action.WithoutDrop
        : Severity < Event.Severity ? action.WithDrop
        : action;

    [InlineArray(Alert.MaxDetailLength)]
    internal struct DetailText
    {
        private byte _first;
    }
}

/// <summary>What an event that counts says; all zero for others.</summary>
internal struct ReportedCount
{
    public long Count;
    public long Limit;
    public Timestamp Since;
    public StateKey Subject;
    public TimeSpan Window;
    public bool IsSpared;
}
