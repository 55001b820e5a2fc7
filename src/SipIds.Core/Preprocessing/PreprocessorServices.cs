using SipIds.Calls;
using SipIds.Calls.Standings;
using SipIds.Options;
using SipIds.State;

namespace SipIds.Preprocessing;

/// <summary>What the pipeline gives a preprocessor when it is created.</summary>
public sealed class PreprocessorServices
{
    private readonly Lazy<CallTracker> _calls;
    private readonly Lazy<BlockList> _blocked;
    private readonly KeptState _kept;
    private readonly string _owner;

    /// <summary>Services under these settings.</summary>
    /// <param name="settings">The settings at the top level of <c>sipcnf.yaml</c>.</param>
    /// <param name="hasher">Hashes what tables are looked up by; a fixed one for replays, by default one with a secret of its own.</param>
    public PreprocessorServices(PipelineOptions settings, KeyHasher? hasher = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
        Hasher = hasher ?? KeyHasher.CreateSecret();
        _calls = new(MakeCalls, isThreadSafe: false);
        _blocked = new(() => new(settings.BlockList, Hasher), isThreadSafe: false);
        _kept = new();
        _owner = "";
    }

    private PreprocessorServices(PreprocessorServices other, PipelineOptions settings, KeptState kept, string owner)
    {
        Settings = settings;
        Hasher = other.Hasher;
        _calls = other._calls;
        _blocked = other._blocked;
        _kept = kept;
        _owner = owner;
    }

    /// <summary>The settings at the top level of <c>sipcnf.yaml</c>.</summary>
    public PipelineOptions Settings { get; }

    /// <summary>Hashes what tables are looked up by.</summary>
    public KeyHasher Hasher { get; }

    /// <summary>The call table. It is made when it is first asked for.</summary>
    public CallTracker Calls => _calls.Value;

    /// <summary>Senders that are blocked: what comes from them is dropped unread where <c>ips</c> drops, but for those on whom others rely.</summary>
    public BlockList Blocked => _blocked.Value;

    internal KeptState Kept => _kept;

    /// <summary>State that outlives a reload of the settings: made once, and found again by the preprocessor that takes this one's place.</summary>
    /// <param name="name">Its name, among those of this preprocessor. Where a setting gives the state its shape, that setting's value belongs into the name: state of another name begins anew.</param>
    /// <param name="create">Makes it.</param>
    public T Keep<T>(string name, Func<T> create)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(create);
        return _kept.Get(_owner, name, create);
    }

    /// <summary>The same for one preprocessor, whose state is its own.</summary>
    internal PreprocessorServices For(string preprocessor) => new(this, Settings, _kept, preprocessor);

    /// <summary>The same after a reload: other settings, and the state is still there.</summary>
    internal PreprocessorServices After(PipelineOptions settings) => new(this, settings, new(_kept), _owner);

    private CallTracker MakeCalls()
    {
        var standing = new Standing(Settings.Standing, Settings.StandingGrace ?? TimeSpan.Zero, Settings.Period, Hasher);
        var calls = new CallTracker(Settings.CallTable, Settings.MidstreamGrace ?? TimeSpan.Zero, Settings.ProxyIp, Hasher, standing);
        calls.Change(Settings.ForCalls);
        return calls;
    }
}
