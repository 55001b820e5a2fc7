using SipIds.Events;
using SipIds.Options;
using SipIds.Pipeline.Verdicts;
using SipIds.Preprocessing;
using SipIds.State;
using SipIds.Streams.Layers;

namespace SipIds.Pipeline;

/// <summary>What a pipeline is made of.</summary>
public sealed record PipelineSetup
{
    /// <summary>Every preprocessor that is known, enabled or not: their events make the catalogue.</summary>
    public required PreprocessorRegistry Registry { get; init; }

    /// <summary>The settings at the top level of <c>sipcnf.yaml</c>.</summary>
    public PipelineOptions Settings { get; init; } = new();

    /// <summary>The sections of the preprocessors by name; for those not named, their defaults hold.</summary>
    public IReadOnlyDictionary<string, PreprocessorOptions> Options { get; init; } = new Dictionary<string, PreprocessorOptions>(StringComparer.Ordinal);

    /// <summary>Where alerts go.</summary>
    public IReadOnlyList<IEventOutput> Outputs { get; init; } = [];

    /// <summary>What sees every message beside the preprocessors.</summary>
    public IReadOnlyList<IMessageObserver> Observers { get; init; } = [];

    /// <summary>What measures the counts that limits bound.</summary>
    public IReadOnlyList<ICountObserver> CountObservers { get; init; } = [];

    /// <summary>What counts reports, alerts or not.</summary>
    public IReadOnlyList<IReportObserver> ReportObservers { get; init; } = [];

    /// <summary>Hashes what tables are looked up by: a secret one for live traffic, a fixed one where the same capture shall give the same result.</summary>
    public KeyHasher Hasher { get; init; } = KeyHasher.CreateSecret();

    /// <summary>Whether verdicts are applied. On a mirror port, and for a capture that is only read, every packet has already passed.</summary>
    public bool Inline { get; init; }

    /// <summary>Whether a message that can be neither dropped nor replaced any more ends its connection; otherwise it passes, and its alert says so.</summary>
    public bool FailsClosed { get; init; }

    /// <summary>How many alerts there may be; without a bound as it is here, every report of an event that does not count makes one.</summary>
    public AlertLimits AlertLimits { get; init; } = new();

    /// <summary>How often a preprocessor may throw before it is switched off.</summary>
    public int MaxFaults { get; init; } = 10;

    /// <summary>How long a call of a preprocessor may take before <see cref="PreprocessorTiming"/> names it; zero times none.</summary>
    public TimeSpan Budget { get; init; }

    /// <summary>Called when a preprocessor, an output or an observer throws for the first time, and when it is switched off.</summary>
    public Action<PluginFault>? OnFault { get; init; }

    /// <summary>What reads TCP connections that do not carry SIP as it is.</summary>
    internal IReadOnlyList<StreamLayerFactory> StreamLayers { get; init; } = [];

    /// <summary>This setup with what of another can change while a pipeline runs.</summary>
    internal PipelineSetup With(PipelineSetup next) => this with
    {
        Registry = next.Registry,
        Settings = next.Settings,
        Options = next.Options,
        AlertLimits = next.AlertLimits,
        MaxFaults = next.MaxFaults,
        Budget = next.Budget,
    };

    internal IEnumerable<(PreprocessorRegistration Registration, PreprocessorOptions Options)> Enabled =>
        PreprocessorOrder.Of(Registry.Registrations).Select(r => (r, OptionsOf(r))).Where(p => p.Item2.Enabled);

    internal PreprocessorOptions OptionsOf(PreprocessorRegistration registration) => Options.GetValueOrDefault(registration.Info.Name, registration.Defaults);
}
