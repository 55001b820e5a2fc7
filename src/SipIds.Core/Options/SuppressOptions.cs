using SipIds.Events;
using SipIds.Packets;
using SipIds.Settings;

namespace SipIds.Options;

/// <summary>One false alarm that an operator has declared: an event about some senders, some targets, or both.</summary>
public sealed record SuppressOptions : IValidatedOptions
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

    /// <inheritdoc/>
    public IEnumerable<SettingFault> Validate()
    {
        if (Event is null)
        {
            yield return new("", "names no event; what is never to be reported or dropped, whatever it does, belongs into trusted");
        }
        else if (Source.Count + Target.Count == 0)
        {
            yield return new("", $"names neither source nor target; to switch the event off for all write events: {{ {Event.Name}: off }}");
        }
        else if ((Source.Count == 0 || Source.HoldsAll) && (Target.Count == 0 || Target.HoldsAll))
        {
            yield return SettingFault.Warning("", $"holds every address, so that {Event.Name} is never reported and drops nothing");
        }
    }
}
