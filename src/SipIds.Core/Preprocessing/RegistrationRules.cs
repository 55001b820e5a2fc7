using SipIds.Events;
using SipIds.Settings;

namespace SipIds.Preprocessing;

/// <summary>What a preprocessor must keep to stand beside those already registered.</summary>
internal static class RegistrationRules
{
    /// <exception cref="InvalidOperationException">It does not; the message is a sentence.</exception>
    public static void Check(PreprocessorRegistration added, IReadOnlyList<PreprocessorRegistration> present)
    {
        var info = added.Info;
        Require(KeyName.Is(info.Name, '_'), $"'{info.Name}' is no name for a preprocessor: lower-case words joined by underscores");
        var namesake = present.FirstOrDefault(r => r.Info.Name == info.Name);
        Require(namesake is null, $"a preprocessor named '{info.Name}' is already registered{(namesake?.Plugin is { } file ? $" from {file}" : "")}");
        var events = present.SelectMany(r => r.Info.Events).ToList();
        foreach (var item in info.Events)
        {
            Check(item, events);
            events.Add(item);
        }

        PreprocessorOrder.Of([.. present, added]);
    }

    /// <summary>Whether the events that a preprocessor has made of its settings can stand beside the others.</summary>
    /// <exception cref="InvalidOperationException">They cannot; the message is a sentence.</exception>
    public static void CheckEvents(PreprocessorInfo info, IReadOnlyList<EventDescriptor> made, IEnumerable<EventDescriptor> present)
    {
        Require(made.Count == 0 || info.DefinesEvents, $"'{info.Name}' has events of its own, and its {nameof(PreprocessorInfo)} does not say so ({nameof(PreprocessorInfo.DefinesEvents)})");
        var events = present.ToList();
        foreach (var item in made)
        {
            Check(item, events);
            events.Add(item);
        }
    }

    private static void Check(EventDescriptor added, IReadOnlyList<EventDescriptor> present)
    {
        Require(KeyName.Is(added.Name, '-'), $"'{added.Name}' is no name for an event: lower-case words joined by hyphens");
        Require(present.All(e => e.Name != added.Name), $"there is already an event named '{added.Name}'");
        var other = present.FirstOrDefault(e => (e.Gid, e.Sid) == (added.Gid, added.Sid));
        Require(other is null, $"the event '{added.Name}' has the id {added.Gid}:{added.Sid} of '{other?.Name}'");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
