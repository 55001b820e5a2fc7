using SipIds.Calls;
using SipIds.Pipeline.Settings;
using SipIds.State;

namespace SipIds.Pipeline;

/// <summary>What the pipeline gives a preprocessor when it is created.</summary>
public sealed class PreprocessorServices
{
    private readonly Lazy<CallTracker> _calls;

    /// <summary>Services under these settings.</summary>
    /// <param name="settings">The settings at the top level of <c>sipcnf.yaml</c>.</param>
    /// <param name="hasher">Hashes what tables are looked up by; a fixed one for replays, by default one with a secret of its own.</param>
    public PreprocessorServices(PipelineOptions settings, KeyHasher? hasher = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
        Hasher = hasher ?? KeyHasher.CreateSecret();
        _calls = new(() => new(settings.CallTable, settings.MidstreamGrace, settings.ProxyIp, Hasher), isThreadSafe: false);
    }

    /// <summary>The settings at the top level of <c>sipcnf.yaml</c>.</summary>
    public PipelineOptions Settings { get; }

    /// <summary>Hashes what tables are looked up by.</summary>
    public KeyHasher Hasher { get; }

    /// <summary>The call table. It is made when it is first asked for.</summary>
    public CallTracker Calls => _calls.Value;
}
