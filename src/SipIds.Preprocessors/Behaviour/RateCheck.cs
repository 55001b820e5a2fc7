using System.Buffers;
using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Thresholds;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Behaviour;

/// <summary>9002: a user, source, target or server with far more new requests in an hour than it has as a rule.</summary>
/// <remarks>INVITEs to a target or server count until their ACK comes, which only a caller can send who hears the answer: a crowd that calls one number is no flood, forged callers are.</remarks>
internal sealed class RateCheck(BehaviourOptions options, PreprocessorServices services)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 9002, "behaviour-rate", Severity.Medium, EventAction.Alert,
        "A user, source, target or server has far more new requests in this hour than it ever learnt to expect: many standard deviations above its own usual rate in such an hour of the week. "
        + "INVITEs to a target or server count while no ACK says that their caller is real.")
    {
        Title = "Unusual rate of requests",
        Drop = DropReach.Nothing,
        Settings = ["behaviour.enabled", "behaviour.learn", "behaviour.minimum", "behaviour.deviations", "behaviour.ceiling", "behaviour.rates"],
        FalseAlarm = "A day that is not like others, such as a holiday, an election or a campaign, or a customer who has grown.",
    };

    private const int Acknowledged = 8192;
    private const int TicksForAll = 64;

    // Behind one address there may be several users; and what one user does is reported once, not for his address too.
    private const int UsersOfSource = 2;

    private readonly KeyHasher _hasher = services.Hasher;
    private readonly BoundedTable<LearntRate> _rates = services.Keep("rates", () => new BoundedTable<LearntRate>(options.Rates));
    private readonly Sightings _acknowledged = services.Keep("acknowledged", () => new Sightings(Acknowledged));
    private Timestamp _last;
    private bool _wasAway;

    private enum Role : byte
    {
        User = 1,
        Source,
        Target,
        Server,
    }

    /// <summary>Counts a new request.</summary>
    public void InspectAttempt(in SipPacket packet, Inspection inspection)
    {
        Resume(inspection.Now);
        var message = packet.Message;
        var calls = inspection.Call;
        var kind = message.Method is SipMethod.Invite or SipMethod.Register ? message.Method : SipMethod.Extension;
        Count(Role.User, kind, calls.FromKey, message.From.Uri.Text, inspection);
        var source = SourceKey.Of(packet.Origin.Address, _hasher);
        if (Hit(Role.Source, SipMethod.Extension, source.Key, inspection.Now))
        {
            Span<byte> name = stackalloc byte[SourceKey.MaxTextLength];
            Report(Role.Source, SipMethod.Extension, source.Key, name[..source.Write(name)], inspection);
        }

        if (kind is not SipMethod.Register)
        {
            Count(Role.Target, kind, calls.ToKey, message.To.Uri.Text, inspection);
        }

        var server = _hasher.Hash(packet.Target.Address);
        if (Hit(Role.Server, kind, server, inspection.Now))
        {
            Span<byte> name = stackalloc byte[NetAddress.MaxTextLength];
            _ = packet.Target.Address.TryFormat(name, out var length, default, null);
            Report(Role.Server, kind, server, name[..length], inspection);
        }
    }

    /// <summary>Takes an INVITE back whose caller has heard the answer.</summary>
    public void InspectAck(in SipPacket packet, Inspection inspection)
    {
        var calls = inspection.Call;
        if (IsOfAnswer(calls) && _acknowledged.IsNew(calls.CallKey.With((ulong)SipMethod.Ack).With(packet.Message.CSeq.Number), packet))
        {
            Take(Role.Target, calls.ToKey, inspection.Now);
            Take(Role.Server, _hasher.Hash(packet.Target.Address), inspection.Now);
        }
    }

    /// <summary>Forgets who was not seen for long.</summary>
    public void OnTick(Timestamp now) => _rates.Sweep(now, _rates.Capacity / TicksForAll);

    /// <summary>Writes what was learnt up to the last packet.</summary>
    public void Save(IBufferWriter<byte> output)
    {
        for (var place = 0; place < _rates.Capacity; place++)
        {
            ref var rate = ref _rates.At(place);
            if (rate.Expires > _last)
            {
                rate.Advance(_last, options);
            }
        }

        TableImage.Save(_rates, _last, output);
    }

    /// <summary>Takes over what was saved.</summary>
    public bool TryRestore(ref ReadOnlySpan<byte> saved, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? fault)
    {
        _wasAway = TableImage.TryRestore(_rates, ref saved, out fault);
        return _wasAway;
    }

    private static StateKey KeyOf(Role role, SipMethod kind, StateKey key) => key.With(((ulong)role << 8) | (ulong)kind);

    // The ACK of a challenge is none: the request comes again.
    private static bool IsOfAnswer(CallContext calls) => calls.HasTransaction
        ? calls.Transaction is { IsInDialog: false, FinalStatus: not (0 or 401 or 407) }
        : calls is { HasCall: true, Call.State: CallState.WaitAck };

    private void Resume(Timestamp now)
    {
        _last = now;
        for (var place = 0; _wasAway && place < _rates.Capacity; place++)
        {
            _rates.At(place).Resume(now, options);
        }

        _wasAway = false;
    }

    private void Count(Role role, SipMethod kind, StateKey key, ReadOnlySpan<byte> name, Inspection inspection)
    {
        if (Hit(role, kind, key, inspection.Now))
        {
            Report(role, kind, key, name, inspection);
        }
    }

    private bool Hit(Role role, SipMethod kind, StateKey key, Timestamp now)
    {
        ref var rate = ref _rates.GetOrAdd(KeyOf(role, kind, key), now, out var isNew);
        if (isNew)
        {
            rate.Begin(now, role is Role.Source ? UsersOfSource : 1);
        }

        return rate.Hit(now, options);
    }

    private void Take(Role role, StateKey key, Timestamp now)
    {
        var place = _rates.PlaceOf(KeyOf(role, SipMethod.Invite, key), now);
        if (place >= 0)
        {
            _rates.At(place).Take(now, options);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Report(Role role, SipMethod kind, StateKey key, ReadOnlySpan<byte> name, Inspection inspection)
    {
        var subject = KeyOf(role, kind, key);
        ref readonly var rate = ref _rates.At(_rates.PlaceOf(subject, inspection.Now));
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(kind is SipMethod.Register ? "REGISTERs "u8 : kind is not SipMethod.Invite ? "requests "u8 : role >= Role.Target ? "INVITEs without ACK "u8 : "INVITEs "u8);
        detail.Add(role >= Role.Target ? "to "u8 : "from "u8);
        detail.Add(name[..Math.Min(name.Length, 80)]);
        detail.Add(" this hour, as a rule "u8);
        detail.Add(rate.Usual);
        inspection.Report(Event, rate.Count, rate.Limit, rate.Since, detail.Text, subject, LearntRate.Window);
    }
}
