using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessors.Mandatory;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4012: different users that one source asks for in vain.</summary>
/// <remarks>
/// A user who is not found counts at once. One for whom the source is challenged counts when the credentials have not come after two seconds, or at once where very many are outstanding and none has ever come:
/// a whole office that registers after a power cut answers its first challenges while the last go out. Every request that finds its user allows one more.
/// </remarks>
internal sealed class ExtensionScanCheck(ThresholdsOptions options, PreprocessorServices services)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4012, "extension-scan", Severity.High, EventAction.Drop,
        "One source asked for more different users in `period` than `unknown_users` allows that were not found (400, 404, 410, 604), or for which it was challenged and never answered.")
    {
        Accuses = Accused.Asker,
    };

    // So many outstanding challenges at once are no office: four times `unknown_users`.
    private const int Crowd = 4;

    // What has expired is swept away within so many seconds.
    private const int TicksForAll = 64;

    private static readonly CountedQuantity s_quantity = new("unknown_users", "source", Event);

    private static readonly TimeSpan s_timeToAnswer = TimeSpan.FromSeconds(2);

    private readonly TimeSpan _period = services.Settings.Period;
    private readonly KeyHasher _hasher = services.Hasher;
    private readonly BoundedTable<Asking> _sources = services.Keep("askers", () => new BoundedTable<Asking>(options.SourcesTracked));
    private readonly BoundedTable<Challenged> _challenged = services.Keep("challenged", () => new BoundedTable<Challenged>(options.SourcesTracked));
    private readonly WaitingLine _waiting = services.Keep("waiting", () => new WaitingLine(options.SourcesTracked));

    // A counter has room for so many things, and counts over such a period.
    private readonly DistinctCounter _unknown = services.Keep($"unknown_users/{options.UnknownUsers}/{services.Settings.Period}",
        () => new DistinctCounter(Math.Max(options.SourcesTracked / 4, 64), options.UnknownUsers, services.Settings.Period));

    /// <summary>Takes note of credentials, and reports a request outside dialogs whose source is over the line.</summary>
    public void InspectRequest(in SipMessage message, in SourceKey source, NetAddress target, Inspection inspection)
    {
        var asker = AskerOf(message.Method, source, target);
        if (Credentials.AreIn(message))
        {
            OnCredentials(asker, inspection.Calls.ToKey, inspection.Now);
        }

        Judge(message, asker, source, inspection);
    }

    /// <summary>Counts what the first final response to a request outside dialogs says of the user that was asked for.</summary>
    public void InspectFinal(in SipMessage message, in Transaction transaction, Inspection inspection)
    {
        var source = SourceKey.Of(transaction.Origin.Address, _hasher);
        var asker = AskerOf(transaction.Method, source, transaction.Target.Address);
        var now = inspection.Now;
        switch (message.StatusCode)
        {
            case 400 or 404 or 410 or 604:
                _ = _unknown.Add(asker, transaction.To, now);
                Judge(message, asker, source, inspection);
                break;
            case 401 or 407 when !transaction.HasCredentials:
                OnChallenge(asker, transaction.To, now);
                Judge(message, asker, source, inspection);
                break;
            case (>= 200 and < 300) or 480 or 486 or 487 or 600 or 603 when transaction.Method is not SipMethod.Options && !_unknown.IsEmpty:
                ref var asking = ref AskingOf(asker, now);
                _ = asking.Found.Hit(now, _period);
                break;
            default:
                break;
        }
    }

    /// <summary>Counts challenges that were not answered in time.</summary>
    public void OnTick(Timestamp now)
    {
        while (_waiting.Count > 0 && _waiting.Oldest.At + s_timeToAnswer <= now)
        {
            Settle(now);
        }

        _challenged.Sweep(now, _challenged.Capacity / TicksForAll);
        _sources.Sweep(now, _sources.Capacity / TicksForAll);
        _unknown.Sweep(now);
    }

    // A PBX that asks with OPTIONS after all its phones asks each phone for another user; a scanner asks one server for all.
    private StateKey AskerOf(SipMethod method, in SourceKey source, NetAddress target) =>
        method is SipMethod.Options ? source.Key.With(_hasher.Hash(target)) : source.Key;

    private ref Asking AskingOf(StateKey asker, Timestamp now)
    {
        ref var asking = ref _sources.GetOrAdd(asker, now, out _);
        asking.Expires = now + _period;
        return ref asking;
    }

    private void OnChallenge(StateKey asker, StateKey user, Timestamp now)
    {
        ref var challenged = ref _challenged.GetOrAdd(asker.With(user), now, out var isNew);
        if (isNew)
        {
            challenged = new() { Asker = asker, User = user, At = now, Expires = now + _period };
            AskingOf(asker, now).Outstanding++;
            Wait(asker.With(user), now);
        }
    }

    // Challenges wait in the order in which they came; where there is no room, the oldest waits no longer.
    private void Wait(StateKey key, Timestamp now)
    {
        if (_waiting.IsFull)
        {
            Settle(now);
        }

        _waiting.Add(new(key, now));
    }

    // Counts the user of the challenge that waits longest, unless it was answered.
    private void Settle(Timestamp now)
    {
        var waiting = _waiting.Oldest;
        _waiting.RemoveOldest();
        var place = _challenged.PlaceOf(waiting.Key, now);
        if (place >= 0 && _challenged.At(place).At == waiting.At)
        {
            ref var challenged = ref _challenged.At(place);
            _ = _unknown.Add(challenged.Asker, challenged.User, now);
            OnSettled(ref challenged, now);
        }
    }

    private void OnCredentials(StateKey asker, StateKey user, Timestamp now)
    {
        AskingOf(asker, now).Answered = now;
        _unknown.Remove(asker, user, now);
        var place = _challenged.PlaceOf(asker.With(user), now);
        if (place >= 0)
        {
            OnSettled(ref _challenged.At(place), now);
        }
    }

    private void OnSettled(ref Challenged challenged, Timestamp now)
    {
        challenged.Expires = default;
        var place = _sources.PlaceOf(challenged.Asker, now);
        if (place >= 0)
        {
            ref var asking = ref _sources.At(place);
            asking.Outstanding = Math.Max(asking.Outstanding - 1, 0);
        }
    }

    private void Judge(in SipMessage message, StateKey asker, in SourceKey source, Inspection inspection)
    {
        if (!inspection.IsMeasured && _unknown.IsEmpty && _challenged.Count <= Crowd * options.UnknownUsers)
        {
            // Nobody asks in vain: the rule, and two look-ups spared.
            return;
        }

        var now = inspection.Now;
        var place = _sources.PlaceOf(asker, now);
        var found = 0L;
        var unknown = _unknown.Count(asker, now);
        var outstanding = 0;
        if (place >= 0)
        {
            ref var asking = ref _sources.At(place);
            found = asking.Found.Read(now, _period);
            outstanding = asking.Answered + _period <= now ? asking.Outstanding : 0;
        }

        if (inspection.IsMeasured)
        {
            Measure(asker, source, unknown - found, outstanding, inspection);
        }

        unknown += outstanding > Crowd * options.UnknownUsers ? outstanding : 0;
        if (unknown > options.UnknownUsers + found)
        {
            Report(message, asker, source, unknown, found, inspection);
        }
    }

    // The smallest limit that would not be passed: a crowd needs four times as many outstanding as the limit is.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Measure(StateKey asker, in SourceKey source, long unknown, int outstanding, Inspection inspection)
    {
        var ofCrowd = Math.Min((outstanding + Crowd - 1) / Crowd, unknown + outstanding);
        var count = Math.Max(unknown, ofCrowd);
        if (count > 0)
        {
            Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
            inspection.Counted(s_quantity, asker, address[..source.Write(address)], count, options.UnknownUsers);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Report(in SipMessage message, StateKey asker, in SourceKey source, long unknown, long found, Inspection inspection)
    {
        Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(address[..source.Write(address)]);
        detail.Add(" asks for "u8);
        detail.Add(message.To.Uri.Text);
        inspection.Report(Event, unknown, options.UnknownUsers + found, default, detail.Text, asker);
    }

    private struct Asking : IEvictable<Asking>
    {
        public SlidingWindow Found;
        public Timestamp Answered;
        public int Outstanding;

        public Timestamp Expires { get; set; }

        public readonly int Rank => Outstanding;
    }

    private struct Challenged : IEvictable<Challenged>
    {
        public StateKey Asker;
        public StateKey User;
        public Timestamp At;

        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }

    private readonly record struct Waiting(StateKey Key, Timestamp At);

    private sealed class WaitingLine(int capacity)
    {
        private readonly Waiting[] _items = new Waiting[capacity];
        private int _first;

        public int Count { get; private set; }

        public bool IsFull => Count == _items.Length;

        public Waiting Oldest => _items[_first];

        public void Add(Waiting item) => _items[(_first + Count++) % _items.Length] = item;

        public void RemoveOldest()
        {
            _first = (_first + 1) % _items.Length;
            Count--;
        }
    }
}
