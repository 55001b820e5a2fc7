using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Calls.Standings;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4019: calls to different callees that one caller cancels as soon as they ring, so that the callees call back a costly number.</summary>
/// <remarks>
/// Counted by caller at one origin, so that the many callers of a trunk are no one; and by origin, where the caller is another each time. A PBX that rings a group of its phones asks each phone by itself.
/// What is certainly an origin's own and what anybody could have forged are counted apart, and cut apart.
/// </remarks>
internal sealed class HangupCheck(ThresholdsOptions options, PreprocessorServices services, LimitShares shares)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4019, "call-hangup", Severity.High, EventAction.Drop,
        "One caller, or one address in whatever names, cancelled more calls to different callees in `period` than `hangups` allows, each within `hangup_delay` of its first ring: one-ring fraud (wangiri). "
        + "Each of their calls that is answered in `period` allows five more, and the calls that the caller began together with it are legs of that call.")
    {
        Title = "One-ring fraud (wangiri)",
        Classification = EventClass.PolicyViolation,
        Drop = "New calls of that caller, or of that address, with their retransmissions, while the count of the last `period` is over the limit. CANCELs pass. What is certainly the address's own (TCP, or a nonce given to it alone) "
            + "and what anybody could have forged are counted apart; peers are spared, and users who proved themselves for what may be forged. " + DropReach.Calls,
        Settings = ["hangups", "hangup_delay", "period", "peers", "standing_grace", "thresholds.adaptive", "thresholds.sources_tracked"],
        FalseAlarm = "A PBX that rings a large group of outside numbers at once: raise `hangups`, or add it to `peers`.",
    };

    // A group that rings outside: one answers, the others are cancelled.
    private const int GroupOfAnswer = 5;

    // A server that rings a group begins its legs at once; more of them than this are no group.
    private const int LegsOfAnswer = 64;

    private static readonly TimeSpan s_together = TimeSpan.FromSeconds(2);

    private static readonly CountedQuantity s_ofCaller = new("hangups", "From URI", Event);
    private static readonly CountedQuantity s_ofSource = new("hangups", "source", Event);

    private readonly TimeSpan _period = services.Settings.Period;
    private readonly KeyHasher _hasher = services.Hasher;
    private readonly BoundedTable<Ringing> _ringing = services.Keep("ringing_calls", () => new BoundedTable<Ringing>(options.SourcesTracked));
    private readonly BoundedTable<CountedWindow> _answered = services.Keep("answered_callers", () => new BoundedTable<CountedWindow>(options.SourcesTracked));
    private readonly BoundedTable<Group> _groups = services.Keep("answered_groups", () => new BoundedTable<Group>(options.SourcesTracked));
    private readonly DistinctCounter _callees = services.Keep(
        $"hangups/{options.Hangups}/{services.Settings.Period}", () => new DistinctCounter(Math.Max(options.SourcesTracked / 4, 64), options.Hangups, services.Settings.Period));

    /// <summary>Takes in a response to a call outside dialogs.</summary>
    public void InspectResponse(int status, in Transaction request, Inspection inspection)
    {
        var now = inspection.Now;
        if (status is > 100 and < 200)
        {
            ref var ringing = ref _ringing.GetOrAdd(KeyOf(inspection.Call.CallKey, request.Source.Address), now, out var isNew);
            ringing.Expires = isNew ? now + options.HangupDelay : ringing.Expires;
        }
        else if (status is >= 200 and < 300)
        {
            var asker = AskerOf(SourceKey.Of(request.Origin.Address, _hasher), request.Target, request.IsOwn);
            OnAnswer(asker, now);
            OnAnswer(asker.With(request.From), now);
            _groups.GetOrAdd(asker.With(request.From), now, out _) = new() { Began = request.Started, Expires = now + _period };
        }
    }

    /// <summary>Counts a CANCEL that comes at the first ring. It passes: it ends the ringing.</summary>
    public void InspectCancel(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        var calls = inspection.Call;
        if (calls is { HasTransaction: true, Transaction: { IsOpen: true, IsInDialog: false } } && calls.Transaction.Source.Address == packet.Source.Address
            && _ringing.PlaceOf(KeyOf(calls.CallKey, packet.Source.Address), packet.Time) >= 0 && !calls.Standing.IsPeer(packet.Origin.Address, packet.Time))
        {
            Count(packet, source, inspection);
        }
    }

    /// <summary>Reports a new call of a caller or an origin that is over the line.</summary>
    public void InspectRequest(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        if (packet.Message.Method is SipMethod.Invite && !_callees.IsEmpty)
        {
            Judge(packet, source, inspection);
        }
    }

    /// <summary>Forgets what has expired.</summary>
    public void OnTick(Timestamp now)
    {
        _ringing.Sweep(now, _ringing.Capacity / UnknownUsers.TicksForAll);
        _answered.Sweep(now, _answered.Capacity / UnknownUsers.TicksForAll);
        _groups.Sweep(now, _groups.Capacity / UnknownUsers.TicksForAll);
        _callees.Sweep(now);
    }

    // What one caller began together, and one of which was answered, is one call.
    private bool IsLeg(StateKey caller, in Transaction invite, Timestamp now)
    {
        if (_groups.PlaceOf(caller, now) is var place && place < 0)
        {
            return false;
        }

        ref var group = ref _groups.At(place);
        return invite.Started <= group.Began + s_together && group.Began <= invite.Started + s_together && group.Legs++ < LegsOfAnswer;
    }

    private void OnAnswer(StateKey subject, Timestamp now)
    {
        ref var answered = ref _answered.GetOrAdd(subject, now, out _);
        answered.Expires = now + _period;
        _ = answered.Window.Hit(now, _period);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Count(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        var (calls, now) = (inspection.Call, inspection.Now);
        ref readonly var invite = ref calls.Transaction;
        var asker = AskerOf(source, packet.Target, invite.IsOwn);
        var caller = asker.With(calls.FromKey);
        if (IsLeg(caller, invite, now))
        {
            return;
        }

        var (before, ofCaller) = (_callees.Count(asker, now), _callees.Add(caller, invite.Uri, now));
        var ofSource = _callees.Add(asker, invite.Uri, now);
        if (ofSource > before)
        {
            shares.Follow(asker.With((ulong)Event.Sid), calls.FromKey, ofSource, options.Hangups, now);
        }

        Span<byte> text = stackalloc byte[SourceKey.MaxTextLength];
        var address = text[..source.Write(text)];
        var (creditOfCaller, creditOfSource) = (CreditOf(caller, now), CreditOf(asker, now));
        inspection.Counted(s_ofCaller, caller, packet.Message.From.Uri.Text, Math.Max(ofCaller - creditOfCaller, 0), options.Hangups);
        inspection.Counted(s_ofSource, asker, address, Math.Max(ofSource - creditOfSource, 0), options.Hangups);
        Report(packet, source, caller, ofCaller, options.Hangups + creditOfCaller, inspection, isSpared: true);
        Report(packet, source, asker, ofSource, options.Hangups + creditOfSource, inspection, isSpared: true);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Judge(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        var (calls, origin, now) = (inspection.Call, packet.Origin.Address, inspection.Now);
        var asker = AskerOf(source, packet.Target, Standing.IsOwn(packet, calls));
        var caller = asker.With(calls.FromKey);
        var (ofCaller, ofSource) = (_callees.Count(caller, now), _callees.Count(asker, now));
        if (Math.Max(ofCaller, ofSource) <= options.Hangups || calls.Standing.IsPeer(origin, now))
        {
            return;
        }

        var isSpared = calls.Standing.AsUser(packet, calls, ofCaller, options.Hangups) is OriginStanding.Spared;
        Report(packet, source, caller, ofCaller, options.Hangups + CreditOf(caller, now), inspection, isSpared);
        Report(packet, source, asker, ofSource, options.Hangups + CreditOf(asker, now), inspection,
            isSpared || !shares.ExceedsInName(asker.With((ulong)Event.Sid), calls.FromKey, options.Hangups, inspection));
    }

    private long CreditOf(StateKey subject, Timestamp now) => _answered.PlaceOf(subject, now) is >= 0 and var place ? GroupOfAnswer * _answered.At(place).Window.Read(now, _period) : 0;

    private StateKey AskerOf(in SourceKey source, NetEndpoint server, bool isOwn) => source.Key.With(_hasher.Hash(server)).With(isOwn ? 1UL : 0);

    private StateKey KeyOf(StateKey call, NetAddress source) => call.With(_hasher.Hash(source));

    private static void Report(in SipPacket packet, in SourceKey source, StateKey subject, long count, long limit, Inspection inspection, bool isSpared)
    {
        if (count <= limit)
        {
            return;
        }

        Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(packet.Message.From.Uri.Text);
        detail.Add(" from "u8);
        detail.Add(address[..source.Write(address)]);
        inspection.Report(Event, count, limit, default, detail.Text, subject, isSpared: isSpared);
    }

    private struct Group : IEvictable<Group>
    {
        public Timestamp Began;
        public int Legs;

        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }

    private struct Ringing : IEvictable<Ringing>
    {
        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}
