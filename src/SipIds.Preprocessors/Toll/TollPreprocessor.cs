using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Toll;

/// <summary>Watches the calls to dear numbers: what an account has of them against what it ever had. Event 9003.</summary>
public sealed class TollPreprocessor : IPreprocessor<TollPreprocessor, TollOptions>, ILearner
{
    private readonly NetPrefixSet _proxies;
    private readonly TollPrefixes _prefixes;
    private readonly TollLedger _ledger;
    private readonly TollCheck _check;

    private TollPreprocessor(TollOptions options, PreprocessorServices services)
    {
        _proxies = services.Settings.ProxyIp;
        _prefixes = new(options.Prefixes);
        _ledger = new(options, services);
        _check = new(options, _ledger, services.Hasher);
    }

    /// <inheritdoc/>
    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "toll",
        Summary = "Finds toll fraud: accounts with more calls to expensive numbers than they ever had.",
        Stage = PreprocessorStage.Call,
        Interest = Interest.In(SipMethod.Invite, SipMethod.Ack, SipMethod.Bye)
            | Interest.InResponses(2) | Interest.InResponses(3) | Interest.InResponses(4) | Interest.InResponses(5) | Interest.InResponses(6),
        Events = [TollCheck.Event],
    };

    /// <inheritdoc/>
    public static TollPreprocessor Create(TollOptions options, PreprocessorServices services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        return new(options, services);
    }

    /// <inheritdoc/>
    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        if (IsDearCall(packet, inspection, out var prefix) && !_ledger.Follows(inspection.Call.CallKey, packet.Time))
        {
            _check.Inspect(packet, prefix, inspection);
        }
    }

    /// <inheritdoc/>
    public void Observe(in SipPacket packet, Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        var calls = inspection.Call;
        if (IsDearCall(packet, inspection, out var prefix) && !_ledger.Follows(calls.CallKey, packet.Time))
        {
            _ledger.Begin(packet, calls, prefix.Mark);
        }
        else if (!_ledger.IsIdle)
        {
            _ledger.Follow(packet, calls);
        }
    }

    /// <inheritdoc/>
    public void OnTick(Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        _ledger.OnTick(inspection.Now);
    }

    /// <inheritdoc/>
    public void Save(IBufferWriter<byte> output) => _ledger.Save(output);

    /// <inheritdoc/>
    public bool TryRestore(ReadOnlySpan<byte> saved, [NotNullWhen(false)] out string? fault) => _ledger.TryRestore(saved, out fault);

    // What a proxy of ours sends by itself was judged when it came in.
    private bool IsDearCall(in SipPacket packet, Inspection inspection, out TollPrefixes.Prefix prefix)
    {
        prefix = default;
        return packet.Message.Method is SipMethod.Invite && packet.Message.IsRequest && !inspection.Call.IsInDialog && !inspection.Call.IsRetransmission
            && _prefixes.TryFind(packet.Message.RequestUri.User, out prefix) && !_proxies.Contains(packet.Origin.Address);
    }
}
