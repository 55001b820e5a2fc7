using System.Runtime.InteropServices;
using SipIds.Events;

namespace SipIds.Host.Reading.Report;

/// <summary>Alerts by event and severity: the mild form of an event stands by itself.</summary>
internal sealed class EventGroups
{
    private readonly Dictionary<(EventDescriptor Event, Severity Severity), EventGroup> _groups = [];

    /// <summary>The groups, the worst and largest first.</summary>
    public IReadOnlyList<EventGroup> All => [.. _groups.Values.OrderBy(g => g.Severity).ThenByDescending(g => g.Alerts).ThenBy(g => g.Event.Sid)];

    public EventGroup Add(in Alert alert, in SipPacket packet, PacketPlace place)
    {
        ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, (alert.Event, alert.Severity), out _);
        group ??= new(alert.Event, alert.Severity);
        group.Add(alert, packet, place);
        return group;
    }

    /// <summary>Whether there is an alert of one of these events, in its full form.</summary>
    public bool Any(params ReadOnlySpan<int> sids)
    {
        foreach (var group in _groups.Values)
        {
            if (group.Event.Gid == Gid.Sip && group.Severity <= group.Event.Severity && sids.Contains(group.Event.Sid))
            {
                return true;
            }
        }

        return false;
    }
}
