using SipIds.Events;
using SipIds.Packets;

namespace SipIds.Pipeline.Verdicts;

/// <summary>What becomes of a packet for what was reported of it.</summary>
internal readonly record struct Decision
{
    /// <summary>Whether it goes on.</summary>
    public Verdict Verdict { get; init; }

    /// <summary>Whether it would have been dropped but for <c>action_drop: shadow</c>.</summary>
    public bool WouldDrop { get; init; }

    /// <summary>Whether it belongs to an emergency call.</summary>
    public bool Emergency { get; init; }

    /// <summary>Whether it passes because it could not be taken out of its stream any more.</summary>
    public bool NotExcised { get; init; }

    /// <summary>Which of the reports stand, a bit each: those are left out that are off, declared false, or about somebody trusted.</summary>
    public uint Standing { get; init; }

    /// <summary>Whether it passes and nothing of it is written because of an event whose action is <see cref="EventAction.Pass"/>.</summary>
    public bool IsExcused { get; init; }

    /// <summary>How many reports <c>suppress</c> took away.</summary>
    public int DeclaredFalse { get; init; }

    /// <summary>Of the events that drop it, the worst; null if none does.</summary>
    public EventDescriptor? Decisive { get; init; }

    /// <summary>Of the events for which its sender is told that it is dropped, the worst; null if there is none.</summary>
    public EventDescriptor? Rejecting { get; init; }

    /// <summary>Whether the report at <paramref name="index"/> stands.</summary>
    public bool HasStanding(int index) => (Standing & (1u << index)) != 0;
}
