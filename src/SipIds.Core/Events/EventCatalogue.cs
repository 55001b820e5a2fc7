using System.Collections.Frozen;
using System.Globalization;

namespace SipIds.Events;

/// <summary>Every event that the loaded preprocessors can report, in order of id.</summary>
public sealed class EventCatalogue
{
    private readonly FrozenDictionary<string, EventDescriptor> _byName;
    private readonly FrozenSet<EventDescriptor> _all;

    /// <summary>A catalogue of the given events.</summary>
    /// <exception cref="ArgumentException">Two events share a name, or a generator id and id.</exception>
    public EventCatalogue(IEnumerable<EventDescriptor> events)
    {
        Events = [.. events.OrderBy(e => e.Gid == Gid.Sip ? 0 : e.Gid).ThenBy(e => e.Sid)];
        foreach (var pair in Events.GroupBy(e => (e.Gid, e.Sid)).Where(g => g.Count() > 1))
        {
            throw new ArgumentException($"events {string.Join(" and ", pair.Select(e => e.Name))} share the id {pair.Key.Gid}:{pair.Key.Sid}", nameof(events));
        }

        foreach (var pair in Events.GroupBy(e => e.Name, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            throw new ArgumentException($"two events share the name '{pair.Key}'", nameof(events));
        }

        _all = Events.ToFrozenSet();
        _byName = Events.ToFrozenDictionary(e => e.Name, StringComparer.Ordinal);
    }

    /// <summary>The events, the built-in ones first.</summary>
    public IReadOnlyList<EventDescriptor> Events { get; }

    /// <summary>Whether it holds an event.</summary>
    public bool Contains(EventDescriptor descriptor) => _all.Contains(descriptor);

    /// <summary>The event that a person means by a name (<c>spit-caller</c>), a sid (<c>4001</c>) or gid and sid (<c>140:4001</c>); null if there is none.</summary>
    public EventDescriptor? Find(string nameOrId)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        if (_byName.TryGetValue(nameOrId, out var named))
        {
            return named;
        }

        var colon = nameOrId.IndexOf(':', StringComparison.Ordinal);
        var hasGid = int.TryParse(nameOrId.AsSpan(0, Math.Max(colon, 0)), NumberStyles.None, CultureInfo.InvariantCulture, out var gid);
        return int.TryParse(nameOrId.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sid) && (colon < 0 || hasGid)
            ? Events.FirstOrDefault(e => e.Sid == sid && (colon < 0 || e.Gid == gid))
            : null;
    }
}
