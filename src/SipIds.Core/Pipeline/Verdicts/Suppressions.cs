using System.Collections.Frozen;
using SipIds.Events;
using SipIds.Options;

namespace SipIds.Pipeline.Verdicts;

/// <summary>The setting <c>suppress</c>: which events about whom are neither alerts nor a reason to drop.</summary>
internal sealed class Suppressions
{
    private readonly FrozenDictionary<EventDescriptor, SuppressOptions[]> _rules;

    public Suppressions(IReadOnlyList<SuppressOptions> rules, EventCatalogue catalogue) =>
        _rules = rules.Where(rule => rule.Event is not null).GroupBy(rule => catalogue.Find(rule.Event!.Name) ?? rule.Event!).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _rules.Count == 0;

    /// <summary>Whether an event of these parties is suppressed.</summary>
    public bool Match(EventDescriptor descriptor, in AlertParties parties)
    {
        if (!_rules.TryGetValue(descriptor, out var rules))
        {
            return false;
        }

        foreach (var rule in rules)
        {
            if ((rule.Source.Count == 0 || rule.Source.Contains(parties.SourceOf(descriptor).Address))
                && (rule.Target.Count == 0 || rule.Target.Contains(parties.TargetOf(descriptor).Address)))
            {
                return true;
            }
        }

        return false;
    }
}
