using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>Which users and numbers each origin asked a server for in vain in <c>slow_period</c>. Whoever goes on for long is evicted last.</summary>
internal sealed class SlowUsers
{
    private readonly int _limit;
    private readonly KeyHasher _hasher;
    private readonly LimitShares _shares;
    private readonly DistinctCounter _users;

    public SlowUsers(ThresholdsOptions options, PreprocessorServices services, LimitShares shares)
    {
        (_limit, _hasher, _shares) = (options.SlowUnknownUsers, services.Hasher, shares);
        _users = services.Keep(
            $"slow_users/{_limit}/{options.SlowPeriod}",
            () => new DistinctCounter(Math.Max(options.SourcesTracked / 4, 64), _limit, options.SlowPeriod));
    }

    /// <summary>Whether nobody was asked for in vain.</summary>
    public bool IsQuiet => _users.IsEmpty;

    /// <summary>Who asks whom. What an address book asks for counts apart.</summary>
    public StateKey AskerOf(in SourceKey source, SipMethod method, NetEndpoint server)
    {
        var asker = AskedFor.By(source, _hasher).With(_hasher.Hash(server));
        return UnknownUsers.IsOfBook(method) ? asker.With((ulong)SipMethod.Subscribe) : asker;
    }

    public long Count(StateKey asker, Timestamp now) => _users.Count(asker, now);

    /// <summary>Counts a user whom an asker asked for in vain.</summary>
    /// <param name="asker">Who asks whom.</param>
    /// <param name="user">For whom.</param>
    /// <param name="name">In whose name.</param>
    /// <param name="now">The packets' clock.</param>
    public void Add(StateKey asker, StateKey user, StateKey name, Timestamp now)
    {
        var before = _users.Count(asker, now);
        var count = _users.Add(asker, user, now);
        if (count > before)
        {
            _shares.Follow(asker.With((ulong)SlowScanCheck.Event.Sid), name, count, _limit, now);
        }
    }

    public void Remove(StateKey asker, StateKey user, Timestamp now) => _users.Remove(asker, user, now);

    /// <summary>Forgets what has expired.</summary>
    public void OnTick(Timestamp now) => _users.Sweep(now);
}
