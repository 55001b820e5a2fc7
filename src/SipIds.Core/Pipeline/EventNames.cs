using SipIds.Events;

namespace SipIds.Pipeline;

/// <summary>The names of events in the settings, once all preprocessors are created: what was left open while they were read is known now.</summary>
internal static class EventNames
{
    /// <summary>Asks for every name in <c>events</c> and <c>suppress</c>, where preprocessors make events of their settings. While one of those does not run, a name may be its own.</summary>
    /// <exception cref="UnknownEventException">A name is nobody's.</exception>
    public static void Check(PipelineSetup setup, EventCatalogue events, Dispatcher running)
    {
        var makers = setup.Registry.Registrations.Where(r => r.Info.DefinesEvents).Select(r => r.Info.Name).ToArray();
        if (makers.Length == 0 || !Array.TrueForAll(makers, name => running.Find(name) is not null))
        {
            return;
        }

        Check("events", setup.Settings.Events.Keys, events);
        Check("suppress", setup.Settings.Suppress.Select(s => s.Event?.Name).OfType<string>(), events);
    }

    private static void Check(string setting, IEnumerable<string> names, EventCatalogue events)
    {
        if (names.FirstOrDefault(name => events.Find(name) is null) is { } unknown)
        {
            throw new UnknownEventException(setting, unknown);
        }
    }
}
