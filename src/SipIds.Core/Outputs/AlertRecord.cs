using SipIds.Events;
using SipIds.Packets;

namespace SipIds.Outputs;

/// <summary>An alert and what is known of its packet, copied so that it can be kept. Texts that came from the packet are cut at <see cref="MaxTextLength"/> bytes.</summary>
public sealed record AlertRecord
{
    /// <summary>The most bytes of one text.</summary>
    public const int MaxTextLength = 512;

    /// <summary>When the packet was captured.</summary>
    public required Timestamp Time { get; init; }

    /// <summary>The packet's number in its source, from 1.</summary>
    public long Number { get; init; }

    /// <summary>The generator id of the event.</summary>
    public required int Gid { get; init; }

    /// <summary>The event's id.</summary>
    public required int Sid { get; init; }

    /// <summary>The event's name: <c>spit-caller</c>.</summary>
    public required string Event { get; init; }

    /// <summary>What fires the event, in a sentence.</summary>
    public string Text { get; init; } = "";

    /// <summary>How bad it is here.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What the event does with the packet.</summary>
    public required EventAction Action { get; init; }

    /// <summary>Whether the packet was dropped, for this event or for another one.</summary>
    public bool IsDropped { get; init; }

    /// <summary>Whether the packet would have been dropped but for <c>action_drop: shadow</c>.</summary>
    public bool WouldDrop { get; init; }

    /// <summary>Whether the packet passes because a part of its message had passed before.</summary>
    public bool NotExcised { get; init; }

    /// <summary>Whether the packet belongs to an emergency call and passes for that.</summary>
    public bool Emergency { get; init; }

    /// <summary>For events that count: how many there were in the period. 0 for others.</summary>
    public long Count { get; init; }

    /// <summary>For events that count: the limit. 0 for others.</summary>
    public long Limit { get; init; }

    /// <summary>How many reports of the same subject were not written since the last alert.</summary>
    public long Suppressed { get; init; }

    /// <summary>For events that count: when the first of what is counted was seen. Default for others.</summary>
    public Timestamp Since { get; init; }

    /// <summary>What a person must be shown: an offending value, a user. Empty for none.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The address and port that the packet was sent from.</summary>
    public NetEndpoint Source { get; init; }

    /// <summary>The address and port that it was sent to.</summary>
    public NetEndpoint Target { get; init; }

    /// <summary>Where its message really came from: the source, or behind one of <c>proxy_ip</c> what that proxy wrote into Via.</summary>
    public NetEndpoint Origin { get; init; }

    /// <summary>The side that the event accuses; none where it accuses nobody.</summary>
    public NetEndpoint Accused { get; init; }

    /// <summary>Whether <see cref="Accused"/> proved to receive what is sent to it, so that it is no forged address.</summary>
    public bool AccusedProven { get; init; }

    /// <summary>UDP or TCP.</summary>
    public Transport Transport { get; init; }

    /// <summary>The Request-Line or Status-Line of the message; empty where there is no message.</summary>
    public string StartLine { get; init; } = "";

    /// <summary>The Call-ID of the message.</summary>
    public string CallId { get; init; } = "";

    /// <summary>The From URI of the message.</summary>
    public string From { get; init; } = "";

    /// <summary>The To URI of the message.</summary>
    public string To { get; init; } = "";

    /// <summary>The User-Agent, or in a response the Server.</summary>
    public string UserAgent { get; init; } = "";
}
