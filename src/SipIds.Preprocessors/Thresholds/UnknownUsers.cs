using SipIds.Calls;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>Which users each source asked for in vain, for which it was challenged and has not answered, and how many different ones it found.</summary>
internal sealed class UnknownUsers
{
    /// <summary>What has expired is swept away within this many seconds.</summary>
    public const int TicksForAll = 64;

    // So many outstanding challenges at once are no office: four times `unknown_users`.
    private const int Crowd = 4;

    // An address book, three side cars of busy lamps: what is asked for at a login by SUBSCRIBE and OPTIONS is a scan only far beyond.
    public const int BookFactor = 8;

    // A customer of an IPv6 provider has as many /64s as he likes.
    private const int NetworkFactor = 2;

    // Half as many wrong numbers as right ones are told from more wrong ones than right.
    private const int ExactTo = 4;

    private const ulong Book = 1;

    private static readonly TimeSpan s_timeToAnswer = TimeSpan.FromSeconds(2);

    private readonly int _limit;
    private readonly TimeSpan _period;
    private readonly KeyHasher _hasher;
    private readonly SlowUsers _slow;
    private readonly BoundedTable<Asker> _askers;
    private readonly BoundedTable<Challenged> _challenged;
    private readonly ExpiryQueue<StateKey> _waiting;

    // A counter has room for so many things, and counts over such a period.
    private readonly DistinctCounter _unknown;
    private readonly DistinctCounter _found;

    public UnknownUsers(ThresholdsOptions options, PreprocessorServices services, SlowUsers slow)
    {
        _slow = slow;
        _limit = options.UnknownUsers;
        _period = services.Settings.Period;
        _hasher = services.Hasher;
        var (sources, shape) = (options.SourcesTracked, $"{options.UnknownUsers}/{services.Settings.Period}");
        _askers = services.Keep("askers", () => new BoundedTable<Asker>(sources));
        _challenged = services.Keep("challenged", () => new BoundedTable<Challenged>(sources));
        _waiting = services.Keep("waiting", () => new ExpiryQueue<StateKey>(sources));
        _unknown = services.Keep($"unknown_users/{shape}", () => new DistinctCounter(Math.Max(sources / 4, 64), ExactTo * _limit, _period));
        _found = services.Keep($"found/{shape}", () => new DistinctCounter(Math.Max(sources / 4, 64), ExactTo * _limit, _period));
    }

    /// <summary>Whether nobody asks in vain: the rule, and look-ups spared.</summary>
    public bool IsQuiet => _unknown.IsEmpty && _challenged.Count <= Crowd * _limit;

    public void OnNotFound(in SourceKey source, StateKey user, in Transaction request, Timestamp now)
    {
        var asker = AskerOf(source, request.Method, request.Target.Address);
        _ = _unknown.Add(asker, user, now);
        _slow.Add(_slow.AskerOf(source, request.Method, request.Target), user, request.From, now);
        if (!source.Host.IsIPv4)
        {
            _ = _unknown.Add(NetworkOf(source, request.Method), user, now);
        }
    }

    /// <summary>A user was found. An answered call to a user whom the source did not find before allows one more; anything else says only that the user is no unknown one.</summary>
    public void OnFound(in SourceKey source, StateKey user, in Transaction request, int status, Timestamp now)
    {
        if (!_unknown.IsEmpty && request.Method is SipMethod.Invite && status < 300)
        {
            _ = _found.Add(AskerOf(source, request.Method, request.Target.Address), user, now);
        }
    }

    public void OnChallenge(in SourceKey source, StateKey user, in Transaction request, Timestamp now)
    {
        var asker = AskerOf(source, request.Method, request.Target.Address);
        ref var challenged = ref _challenged.GetOrAdd(asker.With(user), now, out var isNew);
        if (isNew)
        {
            challenged = new() { Asker = asker, Slow = _slow.AskerOf(source, request.Method, request.Target), User = user, Name = request.From, At = now, Expires = now + _period };
            Touch(asker, now).Outstanding++;
            Wait(asker.With(user), now);
        }
    }

    public void OnCredentials(in SourceKey source, StateKey user, NetEndpoint target, SipMethod method, Timestamp now)
    {
        var asker = AskerOf(source, method, target.Address);
        _slow.Remove(_slow.AskerOf(source, method, target), user, now);
        Touch(asker, now).Answered = now;
        _unknown.Remove(asker, user, now);
        var place = _challenged.PlaceOf(asker.With(user), now);
        if (place >= 0)
        {
            OnSettled(ref _challenged.At(place), now);
        }
    }

    /// <summary>The source acknowledges that a user was not found.</summary>
    public void OnAcknowledged(in SourceKey source, in Transaction request, Timestamp now) =>
        _ = Touch(AskerOf(source, request.Method, request.Target.Address), now).Acknowledged.Hit(now, _period);

    /// <summary>What a source that asks a server by a method has asked for in vain.</summary>
    public UnknownTally TallyOf(in SourceKey source, NetAddress target, SipMethod method, Timestamp now)
    {
        var asker = AskerOf(source, method, target);
        var limit = IsOfBook(method) ? BookFactor * _limit : _limit;
        var found = _found.Count(asker, now);
        var unknown = _unknown.Count(asker, now);
        var (outstanding, acknowledged) = (0, 0L);
        if (_askers.PlaceOf(asker, now) is >= 0 and var place)
        {
            ref var known = ref _askers.At(place);
            outstanding = known.Answered + _period <= now ? known.Outstanding : 0;
            acknowledged = known.Acknowledged.Read(now, _period);
        }

        var inNetwork = source.Host.IsIPv4 ? 0 : _unknown.Count(NetworkOf(source, method), now);
        if (inNetwork > NetworkFactor * limit && unknown <= limit + found)
        {
            return new(inNetwork, NetworkFactor * limit, acknowledged, inNetwork / NetworkFactor) { IsOfNetwork = true };
        }

        // The smallest limit that would not be passed: a crowd needs four times as many outstanding as the limit is.
        var ofCrowd = Math.Min((outstanding + Crowd - 1) / Crowd, unknown - found + outstanding);
        var measured = Math.Max(unknown - found, ofCrowd) / (limit / _limit);
        return new(unknown + (outstanding > Crowd * limit ? outstanding : 0), limit + found, acknowledged, measured);
    }

    /// <summary>Whether an address book, or busy lamps, ask by such a method.</summary>
    public static bool IsOfBook(SipMethod method) => method is SipMethod.Options or SipMethod.Subscribe;

    /// <summary>Counts challenges that were not answered in time.</summary>
    public void OnTick(Timestamp now)
    {
        while (_waiting.TryPeek(out _, out var since) && since + s_timeToAnswer <= now)
        {
            Settle(since + s_timeToAnswer);
        }

        _challenged.Sweep(now, _challenged.Capacity / TicksForAll);
        _askers.Sweep(now, _askers.Capacity / TicksForAll);
        _unknown.Sweep(now);
        _found.Sweep(now);
    }

    private StateKey NetworkOf(in SourceKey source, SipMethod method) => SourceKey.NetworkOf(source.Host, _hasher).Key.With(IsOfBook(method) ? Book : 0);

    // A PBX that polls all its phones with OPTIONS asks each phone for another user; a scanner asks one server for all.
    private StateKey AskerOf(in SourceKey source, SipMethod method, NetAddress target) => method switch
    {
        SipMethod.Options => source.Key.With(Book).With(_hasher.Hash(target)),
        SipMethod.Subscribe => source.Key.With(Book),
        _ => source.Key,
    };

    private ref Asker Touch(StateKey asker, Timestamp now)
    {
        ref var known = ref _askers.GetOrAdd(asker, now, out _);
        known.Expires = now + _period;
        return ref known;
    }

    // Challenges wait in the order in which they came; where there is no room, the oldest waits no longer.
    private void Wait(StateKey key, Timestamp now)
    {
        if (_waiting.IsFull)
        {
            Settle(now);
        }

        _waiting.Add(key, now);
    }

    // Counts the user of the challenge that waits longest, unless it was answered: for the moment when the time was up, for the next packet may come much later.
    private void Settle(Timestamp now)
    {
        if (!_waiting.TryTake(out var key, out var since))
        {
            return;
        }

        var place = _challenged.PlaceOf(key, now);
        if (place >= 0 && _challenged.At(place).At == since)
        {
            ref var challenged = ref _challenged.At(place);
            _ = _unknown.Add(challenged.Asker, challenged.User, now);
            _slow.Add(challenged.Slow, challenged.User, challenged.Name, now);
            OnSettled(ref challenged, now);
        }
    }

    private void OnSettled(ref Challenged challenged, Timestamp now)
    {
        challenged.Expires = default;
        var place = _askers.PlaceOf(challenged.Asker, now);
        if (place >= 0)
        {
            ref var asker = ref _askers.At(place);
            asker.Outstanding = Math.Max(asker.Outstanding - 1, 0);
        }
    }

    private struct Asker : IEvictable<Asker>
    {
        public Timestamp Answered;
        public SlidingWindow Acknowledged;
        public int Outstanding;

        public Timestamp Expires { get; set; }

        public readonly int Rank => Outstanding;
    }

    private struct Challenged : IEvictable<Challenged>
    {
        public StateKey Asker;
        public StateKey Slow;
        public StateKey User;
        public StateKey Name;
        public Timestamp At;

        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}
