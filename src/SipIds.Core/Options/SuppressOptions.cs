using SipIds.Events;
using SipIds.Packets;
using SipIds.Settings;

namespace SipIds.Options;

/// <summary>One false alarm that an operator has declared: an event about some senders, some targets, or both.</summary>
public sealed record SuppressOptions
{
    /// <summary>The event.</summary>
    [Setting("The event, by its name or number.")]
    public EventDescriptor? Event { get; init; }

    /// <summary>Whom it accuses.</summary>
    [Setting("Addresses and networks that it accuses: alert.source of the EVE log. None for all.")]
    public NetPrefixSet Source { get; init; } = NetPrefixSet.Empty;

    /// <summary>Whom those aim at.</summary>
    [Setting("Addresses and networks that those aim at: alert.target. None for all.")]
    public NetPrefixSet Target { get; init; } = NetPrefixSet.Empty;
}
