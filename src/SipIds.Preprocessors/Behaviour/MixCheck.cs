using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Behaviour;

/// <summary>9001: the mix of INVITE, 200, ACK and BYE that an address sends and is sent, or of all traffic, against the mix that it has as a rule.</summary>
internal sealed class MixCheck(BehaviourOptions options, PreprocessorServices services)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 9001, "behaviour-mix", Severity.Medium, EventAction.Alert,
        "For more than one window in a row, the mix of INVITE, 200, ACK and BYE was far from what this address, or all traffic, has as a rule (Hellinger distance): "
        + "a flood that stays under every threshold, from however many senders.")
    {
        Title = "Unusual mix of messages",
        Drop = DropReach.Nothing,
        Settings = ["behaviour.enabled", "behaviour.learn", "behaviour.minimum", "behaviour.mixes"],
        FalseAlarm = "A change that is meant, such as a new trunk or a failover, until it has been learnt.",
    };

    // One window may be chance.
    private const int MostOver = 1;
    private const int TicksForAll = 64;

    private readonly KeyHasher _hasher = services.Hasher;
    private readonly StateKey _all = services.Hasher.Hash("all"u8);
    private readonly BoundedTable<LearntMix> _mixes = services.Keep("mixes", () => new BoundedTable<LearntMix>(options.Mixes));
    private Timestamp _last;

    /// <summary>Counts a message of the mix.</summary>
    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        var kind = KindOf(packet.Message, inspection);
        if (kind >= 0)
        {
            _last = inspection.Now;
            Count(kind, _hasher.Hash(packet.Target.Address), packet.Target.Address, inspection);
            Count(kind, _hasher.Hash(packet.Source.Address), packet.Source.Address, inspection);
            Count(kind, _all, default, inspection);
        }
    }

    /// <summary>Forgets who was not seen for long.</summary>
    public void OnTick(Timestamp now) => _mixes.Sweep(now, _mixes.Capacity / TicksForAll);

    /// <summary>Writes what was learnt.</summary>
    public void Save(IBufferWriter<byte> output) => TableImage.Save(_mixes, _last, output);

    /// <summary>Takes over what was saved.</summary>
    public bool TryRestore(ref ReadOnlySpan<byte> saved, [NotNullWhen(false)] out string? fault) => TableImage.TryRestore(_mixes, ref saved, out fault);

    // What is sent again says nothing of who asks for what.
    private static int KindOf(in SipMessage message, Inspection inspection)
    {
        var calls = inspection.Call;
        if (message.IsRequest)
        {
            return calls.IsRetransmission ? -1 : message.Method switch
            {
                SipMethod.Invite => 0,
                SipMethod.Ack => 2,
                SipMethod.Bye => 3,
                _ => -1,
            };
        }

        return calls is { HasTransaction: true, Transaction.IsOpen: true, Transaction.Method: SipMethod.Invite or SipMethod.Bye } && message.StatusCode is >= 200 and < 300 ? 1 : -1;
    }

    private void Count(int kind, StateKey node, NetAddress address, Inspection inspection)
    {
        ref var mix = ref _mixes.GetOrAdd(node, inspection.Now, out var isNew);
        if (isNew)
        {
            mix.Begin(inspection.Now);
        }

        mix.Add(kind, inspection.Now, options.Learn);
        if (mix.Over > MostOver && mix.IsFresh(inspection.Now))
        {
            Report(mix, node, address, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Report(in LearntMix mix, StateKey node, NetAddress address, Inspection inspection)
    {
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        Span<byte> name = stackalloc byte[NetAddress.MaxTextLength];
        _ = address.TryFormat(name, out var length, default, null);
        detail.Add(address.IsNone ? "all traffic"u8 : name[..length]);
        detail.Add(": INVITE, 200, ACK, BYE "u8);
        Add(ref detail, mix.Present);
        detail.Add(" %, as a rule "u8);
        Add(ref detail, mix.Usual);
        detail.Add(" %; windows in a row"u8);
        inspection.Report(Event, mix.Over, MostOver, mix.Since, detail.Text, node, LearntMix.LongestWindow);
    }

    private static void Add(ref DetailWriter detail, in MessageMix mix)
    {
        for (var kind = 0; kind < MessageMix.Kinds; kind++)
        {
            detail.Add(kind == 0 ? ""u8 : ", "u8);
            detail.Add((long)MathF.Round(100 * mix[kind]));
        }
    }
}
