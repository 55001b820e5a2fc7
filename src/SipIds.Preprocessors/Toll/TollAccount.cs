using SipIds.Packets;
using SipIds.State;

namespace SipIds.Preprocessors.Toll;

/// <summary>The dear calls of one account: those in progress, those of the day, and the most that any day had.</summary>
internal struct TollAccount : IEvictable<TollAccount>
{
    // Of a day that had more than was allowed, so much more is learnt: who grows is followed, and a fraud teaches little.
    private const int PartLearnt = 2;

    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(28);

    private PrefixSet _called;
    private StateKey _caller;
    private Timestamp _firstSeen;
    private long _day;
    private long _answeredAt;
    private long _seconds;
    private long _mostSeconds;
    private int _talking;
    private int _peak;
    private int _mostCalls;
    private int _newPrefixes;
    private int _mostNewPrefixes;
    private int _days;

    /// <summary>Calls in progress.</summary>
    public int Calls { get; private set; }

    /// <summary>Whether several callers share it.</summary>
    public bool IsShared { get; private set; }

    public Timestamp Expires { get; set; }

    public readonly int Rank => _days;

    /// <summary>Begins to watch.</summary>
    public void Begin(Timestamp now) => this = new() { _firstSeen = now, _day = DayOf(now), Expires = now + s_lifetime };

    /// <summary>Whether it was watched for so long.</summary>
    public readonly bool IsKnownFor(TimeSpan time, Timestamp now) => now >= _firstSeen + time;

    /// <summary>How many calls it may have in progress.</summary>
    public readonly int CallsAllowed(TollOptions options) => Math.Max(options.Calls, _mostCalls);

    /// <summary>How many minutes it may talk in a day.</summary>
    public readonly long MinutesAllowed(TollOptions options) => Math.Max(options.Minutes, _mostSeconds / 60);

    /// <summary>How many prefixes it may call for the first time in a day.</summary>
    public readonly int NewPrefixesAllowed(TollOptions options) => Math.Max(options.Countries, _mostNewPrefixes);

    /// <summary>The minutes of the day, those of calls in progress included.</summary>
    public readonly long MinutesAt(Timestamp now) => (_seconds + (_talking * now.Seconds) - _answeredAt) / 60;

    /// <summary>How many prefixes it calls for the first time in this day, with this one.</summary>
    public readonly int NewPrefixesWith(int mark) => _called.Has(mark) ? 0 : _newPrefixes + 1;

    /// <summary>Learns from the day that is over.</summary>
    public void Advance(Timestamp now, TollOptions options)
    {
        Expires = now + s_lifetime;
        if (DayOf(now) <= _day)
        {
            return;
        }

        var learnsAll = IsShared && !IsKnownFor(options.Learn, now);
        _mostCalls = (int)Learnt(_mostCalls, _peak, CallsAllowed(options), learnsAll);
        _mostSeconds = Learnt(_mostSeconds, _seconds, 60 * MinutesAllowed(options), learnsAll);
        _mostNewPrefixes = (int)Learnt(_mostNewPrefixes, _newPrefixes, NewPrefixesAllowed(options), learnsAll);
        (_day, _peak, _seconds, _newPrefixes, _days) = (DayOf(now), Calls, 0, 0, _days + 1);
    }

    /// <summary>One more call is in progress.</summary>
    public void Start(StateKey caller, int mark)
    {
        IsShared |= _caller != default && _caller != caller;
        _caller = caller;
        _peak = Math.Max(_peak, ++Calls);
        _newPrefixes = Math.Max(_newPrefixes, NewPrefixesWith(mark));
        _called.Add(mark);
    }

    /// <summary>One of them was answered.</summary>
    public void Answer(Timestamp answered)
    {
        _talking++;
        _answeredAt += answered.Seconds;
    }

    /// <summary>One of them is over.</summary>
    /// <param name="answered">When it was answered; default if it was not.</param>
    /// <param name="now">The packets' clock.</param>
    public void End(Timestamp answered, Timestamp now)
    {
        Calls = Math.Max(Calls - 1, 0);
        if (answered != default && _talking > 0)
        {
            _talking--;
            _answeredAt -= answered.Seconds;
            _seconds += Math.Max(now.Seconds - answered.Seconds, 0);
        }
    }

    /// <summary>After a restart nobody knows which calls are left.</summary>
    public void Forget() => (Calls, _talking, _answeredAt) = (0, 0, 0);

    private static long DayOf(Timestamp now) => now.Seconds / 86_400;

    private static long Learnt(long most, long seen, long allowed, bool learnsAll) =>
        Math.Max(most, learnsAll ? seen : Math.Min(seen, allowed + (allowed / PartLearnt)));
}
