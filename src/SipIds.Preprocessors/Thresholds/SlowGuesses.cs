using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>Rejected credentials in <c>slow_period</c> of addresses without a success: by address, by user, and by address for one user.</summary>
/// <param name="options">How much there is room for, and over how long it counts.</param>
/// <param name="services">Where the tables are kept.</param>
internal sealed class SlowGuesses(ThresholdsOptions options, PreprocessorServices services)
{
    private readonly TimeSpan _period = options.SlowPeriod;
    private readonly BoundedTable<SlowCount> _sources = services.Keep($"slow_sources/{options.SlowPeriod}", () => new BoundedTable<SlowCount>(options.SourcesTracked));
    private readonly BoundedTable<SlowCount> _users = services.Keep($"slow_guessed/{options.SlowPeriod}", () => new BoundedTable<SlowCount>(options.SourcesTracked));

    /// <summary>Whether nobody's credentials were rejected.</summary>
    public bool IsQuiet => _sources.Count == 0;

    /// <summary>Counts a rejection.</summary>
    /// <returns>How many there were from the source.</returns>
    public long OnFailure(StateKey source, StateKey user, Timestamp now)
    {
        _ = _sources.GetOrAdd(source.With(user), now, out _).Hit(now, _period);
        _ = _users.GetOrAdd(user, now, out _).Hit(now, _period);
        return _sources.GetOrAdd(source, now, out _).Hit(now, _period);
    }

    /// <summary>The source's credentials were accepted: it guessed nothing, unless it had guessed more than a limit.</summary>
    public void OnSuccess(StateKey source, StateKey user, long limit, Timestamp now)
    {
        var guesses = OfSource(source.With(user), now);
        if (guesses == 0 || OfSource(source, now) > limit)
        {
            return;
        }

        TakeBack(_sources, source.With(user), guesses, now);
        TakeBack(_users, user, guesses, now);
        TakeBack(_sources, source, guesses, now);
    }

    public long OfSource(StateKey source, Timestamp now) => Read(_sources, source, now);

    public long OfUser(StateKey user, Timestamp now) => Read(_users, user, now);

    /// <summary>Forgets what has expired.</summary>
    public void OnTick(Timestamp now)
    {
        _sources.Sweep(now, _sources.Capacity / UnknownUsers.TicksForAll);
        _users.Sweep(now, _users.Capacity / UnknownUsers.TicksForAll);
    }

    private long Read(BoundedTable<SlowCount> table, StateKey key, Timestamp now) => table.PlaceOf(key, now) is >= 0 and var place ? table.At(place).Read(now, _period) : 0;

    private void TakeBack(BoundedTable<SlowCount> table, StateKey key, long guesses, Timestamp now)
    {
        if (table.PlaceOf(key, now) is >= 0 and var place)
        {
            _ = table.At(place).Read(now, _period);
            table.At(place).Take(guesses);
        }
    }
}
