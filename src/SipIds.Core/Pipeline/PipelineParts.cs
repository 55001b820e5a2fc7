using SipIds.Calls;
using SipIds.Packets;
using SipIds.Pipeline.Settings;

namespace SipIds.Pipeline;

/// <summary>What a pipeline makes of its settings, and makes anew when they change: the preprocessors, the policy, the ports and proxies.</summary>
internal sealed class PipelineParts
{
    private readonly PipelineSetup _setup;

    private PipelineParts(PipelineSetup setup, PreprocessorServices services, PipelineParts? former)
    {
        _setup = setup;
        Services = services;
        var enabled = setup.Enabled.ToArray();
        Dispatcher = new([.. enabled.Select(p => new ActivePreprocessor(p.Registration.Info, Make(p.Registration, p.Options, former)))]);
        if (former is not null)
        {
            Dispatcher.TakeOver(former.Dispatcher);
        }

        var needsCalls = setup.Observers.Count > 0 || Array.Exists(enabled, p => p.Registration.Info.Stage is PreprocessorStage.Call);
        Calls = needsCalls ? services.Calls : null;
        Inspection = former is not null && ReferenceEquals(former.Calls, Calls) ? former.Inspection : new(Calls);
        Policy = new(setup.Registry.ToCatalogue(), setup.Settings, setup.Inline);
        Ports = new(setup.Settings.Ports);
        Origins = new(setup.Settings.ProxyIp);
    }

    public PreprocessorServices Services { get; }

    public Dispatcher Dispatcher { get; }

    public Inspection Inspection { get; }

    public CallTracker? Calls { get; }

    public Policy Policy { get; }

    public PortSet Ports { get; }

    public OriginResolver Origins { get; }

    /// <summary>The preprocessors that lost what they knew: they stand in the call stage, were created anew and kept nothing.</summary>
    public List<string> BegunAnew { get; } = [];

    public static PipelineParts Of(PipelineSetup setup) => new(setup, new(setup.Settings, setup.Hasher), former: null);

    /// <summary>The parts after a reload.</summary>
    public PipelineParts After(PipelineSetup setup)
    {
        var parts = new PipelineParts(setup, Services.After(setup.Settings), this);
        parts.Services.Kept.Settle();
        return parts;
    }

    private IPreprocessor Make(PreprocessorRegistration registration, PreprocessorOptions options, PipelineParts? former)
    {
        var name = registration.Info.Name;
        if (former?.Dispatcher.Find(name) is not { } running)
        {
            return registration.Create(options, Services.For(name));
        }

        if (former._setup.OptionsOf(registration) == options && IsSameToPreprocessors(former._setup.Settings, _setup.Settings))
        {
            Services.Kept.TakeOver(name);
            return running;
        }

        var created = registration.Create(options, Services.For(name));
        if (registration.Info.Stage is PreprocessorStage.Call && !Services.Kept.HoldsAnyOf(name))
        {
            BegunAnew.Add(name);
        }

        return created;
    }

    // What the policy alone reads is nothing to a preprocessor.
    private static bool IsSameToPreprocessors(PipelineOptions before, PipelineOptions after) =>
        before == after with { ActionDrop = before.ActionDrop, Events = before.Events, Emergency = before.Emergency };
}
