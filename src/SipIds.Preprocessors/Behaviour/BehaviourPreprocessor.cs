using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Thresholds;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Behaviour;

/// <summary>Learns what users, sources, servers and the traffic as a whole do as a rule, and reports what is far from it. Events 9001 and 9002.</summary>
public sealed class BehaviourPreprocessor : IPreprocessor<BehaviourPreprocessor, BehaviourOptions>, ILearner
{
    private const int Claims = 8192;

    private static readonly BehaviourOptions s_small = new() { Rates = 64, Mixes = 64 };

    private readonly NewRequests _new;
    private readonly RateCheck _rates;
    private readonly MixCheck _mixes;

    private BehaviourPreprocessor(BehaviourOptions options, PreprocessorServices services)
    {
        _new = services.Keep("claims", () => new NewRequests(Claims));
        _rates = new(options, services);
        _mixes = new(options, services);
    }

    /// <inheritdoc/>
    public static PreprocessorInfo Info { get; } = new()
    {
        Name = "behaviour",
        Summary = "Learns the usual rates and the usual mix of messages, and reports what is far from them.",
        Stage = PreprocessorStage.Call,
        Interest = Interest.Requests | Interest.InResponses(2),
        Events = [MixCheck.Event, RateCheck.Event],
    };

    /// <inheritdoc/>
    public static BehaviourPreprocessor Create(BehaviourOptions options, PreprocessorServices services)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        return new(options, services);
    }

    /// <inheritdoc/>
    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        if (packet.IsTrusted)
        {
            return;
        }

        _mixes.Inspect(packet, inspection);
        if (!packet.Message.IsRequest)
        {
            return;
        }

        if (packet.Message.Method is SipMethod.Ack)
        {
            _rates.InspectAck(packet, inspection);
        }
        else if (packet.Message.Method is not SipMethod.Cancel && _new.Includes(packet, inspection.Call))
        {
            _rates.InspectAttempt(packet, inspection);
        }
    }

    /// <inheritdoc/>
    public void OnTick(Inspection inspection)
    {
        ArgumentNullException.ThrowIfNull(inspection);
        _rates.OnTick(inspection.Now);
        _mixes.OnTick(inspection.Now);
    }

    /// <inheritdoc/>
    public void Save(IBufferWriter<byte> output)
    {
        _rates.Save(output);
        _mixes.Save(output);
    }

    /// <inheritdoc/>
    public bool TryRestore(ReadOnlySpan<byte> saved, [NotNullWhen(false)] out string? fault)
    {
        // Both or none: a trial with tables of their own comes first.
        var trial = saved;
        var (rates, mixes) = (new RateCheck(s_small, new(new())), new MixCheck(s_small, new(new())));
        return rates.TryRestore(ref trial, out fault) && mixes.TryRestore(ref trial, out fault)
            && _rates.TryRestore(ref saved, out fault) && _mixes.TryRestore(ref saved, out fault);
    }
}
