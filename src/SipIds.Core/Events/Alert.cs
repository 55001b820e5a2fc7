using SipIds.Packets;

namespace SipIds.Events;

/// <summary>A reported event after the policy's decision, as outputs write it. Lives until the next packet.</summary>
public readonly ref struct Alert
{
    /// <summary>What happened.</summary>
    public required EventDescriptor Event { get; init; }

    /// <summary>How bad it is here: the event's own severity, <see cref="Severity.Low"/> for its mild form, or one worse for its severe form.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What this event does with the packet, after <c>events:</c>, <c>action_drop</c>, <c>trusted</c> and <c>emergency</c>.</summary>
    public required EventAction Action { get; init; }

    /// <summary>Whether the packet as a whole passes; another event of the same packet may have dropped it.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Whether the packet would have been dropped but for <c>action_drop: shadow</c>.</summary>
    public bool WouldDrop { get; init; }

    /// <summary>Whether the packet passes because a part of its message had passed before, on a connection that carries other people's messages.</summary>
    public bool NotExcised { get; init; }

    /// <summary>Whether the packet belongs to an emergency call and passes for that.</summary>
    public bool Emergency { get; init; }

    /// <summary>For events that count: how many there were in the period, this one included. 0 for others.</summary>
    public long Count { get; init; }

    /// <summary>For events that count: the limit that was passed. 0 for others.</summary>
    public long Limit { get; init; }

    /// <summary>For events that count: how many reports of the same subject were not written since the last alert.</summary>
    public long Suppressed { get; init; }

    /// <summary>For events that count: when the first of what is counted was seen. Default for others.</summary>
    public Packets.Timestamp Since { get; init; }

    /// <summary>The side that the event accuses, whichever way its packet went: of a request the origin; of a response its sender, or where <see cref="EventDescriptor.Accuses"/> says so the one that is answered.</summary>
    public Packets.NetEndpoint Source { get; init; }

    /// <summary>The side that the accused one aims at.</summary>
    public Packets.NetEndpoint Target { get; init; }

    /// <summary>Whether <see cref="Source"/> proved to receive what is sent to it, so that it is no forged address.</summary>
    public bool SourceProven { get; init; }

    /// <summary>What a person must be shown, in at most <see cref="MaxDetailLength"/> bytes: an offending value, a user, an expected origin. Any bytes, UTF-8 by intention.</summary>
    public ReadOnlySpan<byte> Detail { get; init; }

    /// <summary>The longest <see cref="Detail"/> in bytes.</summary>
    public const int MaxDetailLength = 160;
}
