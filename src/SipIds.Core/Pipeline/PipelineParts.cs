using SipIds.Calls;
using SipIds.Events;
using SipIds.Pipeline.Verdicts;
using SipIds.Preprocessing;

namespace SipIds.Pipeline;

/// <summary>What a pipeline makes of its settings, and makes anew when they change: the preprocessors, the policy, the proxies.</summary>
internal sealed class PipelineParts
{
    private readonly PipelineSetup _setup;
    private readonly List<EventDescriptor> _events;

    private PipelineParts(PipelineSetup setup, PreprocessorServices services, LastingParts lasting, PipelineParts? former)
    {
        _setup = setup;
        _events = [.. setup.Registry.Events.Append(PipelineEvents.SenderBlocked).Distinct()];
        Services = services;
        Faults = new(PluginPart.Preprocessor, setup.MaxFaults, setup.OnFault, former?.Faults);
        ObserverFaults = new(PluginPart.Observer, setup.MaxFaults, setup.OnFault, former?.ObserverFaults);
        var enabled = setup.Enabled.ToArray();
        Dispatcher = new([.. enabled.Select(p => Make(p.Registration, p.Options, former)).OfType<ActivePreprocessor>()], Faults, setup.Budget);
        Events = new(_events);
        EventNames.Check(setup, Events, Dispatcher);
        var needsCalls = setup.Observers.Count > 0 || Array.Exists(enabled, p => p.Registration.Info.Stage is PreprocessorStage.Call);
        Calls = needsCalls ? services.Calls : null;
        Slot = former?.Slot ?? new();
        Slot.Inspection.CountObservers = new IsolatedSet<ICountObserver>()
            .Add(setup.CountObservers, ObserverFaults)
            .Add(Dispatcher.OfType<ICountObserver>().Where(o => o.Preprocessor.IsObserving), Faults);
        Slot.Inspection.Events = Events;
        Policy = new(Events, setup.Settings, setup.Inline);
        Path = new(setup, Slot, Dispatcher, Calls, Policy, lasting) { Blocking = new(services.Blocked, setup.Settings, Calls, setup.Hasher, setup.Inline) };
        Intake = new(setup.Settings.Ports, Path, lasting);
    }

    public PreprocessorServices Services { get; }

    public FaultLedger Faults { get; }

    /// <summary>Those of observers of counts.</summary>
    public FaultLedger ObserverFaults { get; }

    public Dispatcher Dispatcher { get; }

    public CallTracker? Calls { get; }

    public PacketSlot Slot { get; }

    public Policy Policy { get; }

    /// <summary>Every event that there is: of what is registered, running or not, and those that running preprocessors have made of their settings.</summary>
    public EventCatalogue Events { get; }

    public PayloadPath Path { get; }

    public Intake Intake { get; }

    /// <summary>The preprocessors that lost what they knew: they stand in the call stage, were created anew and kept nothing.</summary>
    public List<string> BegunAnew { get; } = [];

    public static PipelineParts Of(PipelineSetup setup, LastingParts lasting) => new(setup, new(setup.Settings, setup.Hasher), lasting, former: null);

    /// <summary>The parts after a reload.</summary>
    public PipelineParts After(PipelineSetup setup, LastingParts lasting)
    {
        var parts = new PipelineParts(setup, Services.After(setup.Settings), lasting, this);
        parts.Services.Kept.Settle();
        return parts;
    }

    private ActivePreprocessor? Make(PreprocessorRegistration registration, PreprocessorOptions options, PipelineParts? former)
    {
        var name = registration.Info.Name;
        var isOther = former?._setup.Registry.Find(name) is { } before && before.Defaults.GetType() != registration.Defaults.GetType();
        if (isOther || Faults.Of(name) is { NeverRan: true })
        {
            // Another version of a plugin, or another try to start it: what went wrong before is over.
            Faults.Forgive(name);
        }

        var running = former?.Dispatcher.Find(name);
        if (running is not null && !isOther && former!._setup.OptionsOf(registration) == options && _setup.Settings.IsSameToPreprocessors(former._setup.Settings))
        {
            Services.Kept.TakeOver(name);
            _events.AddRange(running.Events);
            return running;
        }

        var created = Create(registration, options, isStart: former is null);
        _events.AddRange(created?.Events ?? []);
        if (running is not null && registration.Info is { Stage: PreprocessorStage.Call, IsStateless: false } && !Services.Kept.HoldsAnyOf(name))
        {
            BegunAnew.Add(name);
        }

        return created;
    }

    // A plugin that cannot start is named, and the others run. After the start, settings that one does not take are not taken over.
    private ActivePreprocessor? Create(PreprocessorRegistration registration, PreprocessorOptions options, bool isStart)
    {
        var name = registration.Info.Name;
        try
        {
            var created = registration.Create(options, Services.For(name));
            RegistrationRules.CheckEvents(registration.Info, created.Events, _events);
            return new(registration, created, created.Events);
        }
        catch (Exception fault) when (isStart && registration.Plugin is not null)
        {
            Faults.AddUnborn(name, fault);
            return null;
        }
    }
}
