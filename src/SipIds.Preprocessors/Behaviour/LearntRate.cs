using SipIds.Packets;
using SipIds.State;

namespace SipIds.Preprocessors.Behaviour;

/// <summary>What somebody does in an hour as a rule: a moving average with its variance, by hour of the week where two weeks are known.</summary>
/// <remarks>
/// Only hours that were watched teach. Once it is judged, an hour teaches no more than three deviations above what was expected: a flood that goes on moves the limit little,
/// and never beyond the ceiling that was set when the learning ended.
/// </remarks>
internal struct LearntRate : IEvictable<LearntRate>
{
    // The moving average remembers a week, the profile four.
    private const int MemoryHours = HourProfile.Hours;
    private const int MemoryWeeks = 4;

    private const int SeasonalFrom = 2 * HourProfile.Hours;

    // What was not seen for four weeks is forgotten.
    private const int ForgottenAfter = MemoryWeeks * HourProfile.Hours;

    private const float MostTaught = 3;

    private HourProfile _profile;
    private float _level;
    private float _variance;
    private float _seasonalVariance;
    private float _ceiling;
    private uint _hour;
    private int _known;
    private int _peak;
    private int _users;

    /// <summary>Over how long is counted.</summary>
    public static TimeSpan Window => TimeSpan.FromHours(1);

    /// <summary>How many there are in the present hour.</summary>
    public int Count { get; private set; }

    /// <summary>How many the present hour may have; nothing is too many while it is learnt.</summary>
    public int Limit { get; private set; }

    public Timestamp Expires { get; set; }

    /// <summary>What is known longest is dearest; what came for the first time is worth nothing.</summary>
    public readonly int Rank => _known;

    /// <summary>How many there are in an hour like the present one, as a rule.</summary>
    public readonly int Usual => (int)MathF.Round(Expected(_hour));

    /// <summary>When the present hour began.</summary>
    public readonly Timestamp Since => Timestamp.FromUnix(_hour * 3600L);

    private static TimeSpan Lifetime => TimeSpan.FromHours(ForgottenAfter);

    /// <summary>Begins to learn.</summary>
    /// <param name="now">The packets' clock.</param>
    /// <param name="users">How many users there may be behind it, each with the minimum of one.</param>
    public void Begin(Timestamp now, int users)
    {
        this = default;
        _users = users;
        _hour = HourOf(now);
        Limit = int.MaxValue;
        Expires = now + Lifetime;
    }

    /// <summary>Counts one more.</summary>
    /// <returns>Whether there are too many in this hour.</returns>
    public bool Hit(Timestamp now, BehaviourOptions options)
    {
        Advance(now, options);
        Expires = now + Lifetime;
        Count++;
        _peak = Math.Max(_peak, Count);
        return Count > Limit;
    }

    /// <summary>Takes one back.</summary>
    public void Take(Timestamp now, BehaviourOptions options)
    {
        Advance(now, options);
        Count = Math.Max(Count - 1, 0);
    }

    /// <summary>Learns from the hours that are over.</summary>
    public void Advance(Timestamp now, BehaviourOptions options)
    {
        var hour = HourOf(now);
        if (hour <= _hour)
        {
            return;
        }

        for (var left = Math.Min(hour - _hour, ForgottenAfter); left > 0; left--)
        {
            Learn(_peak, options);
            _peak = 0;
            _hour++;
        }

        StartHour(hour, options);
    }

    /// <summary>Goes on after hours in which nobody watched: they teach nothing.</summary>
    public void Resume(Timestamp now, BehaviourOptions options)
    {
        if (HourOf(now) != _hour)
        {
            StartHour(HourOf(now), options);
        }
    }

    private static uint HourOf(Timestamp now) => (uint)(now.Seconds / 3600);

    private static float Square(float value) => value * value;

    private void StartHour(uint hour, BehaviourOptions options)
    {
        _hour = hour;
        _peak = 0;
        Count = 0;
        Limit = IsJudged(options) ? (int)Math.Min(LimitFor(Expected(hour), options), int.MaxValue / 2) : int.MaxValue;
    }

    private void Learn(float seen, BehaviourOptions options)
    {
        if (IsJudged(options))
        {
            var expected = Expected(_hour);
            seen = Math.Min(seen, expected + Math.Max(MostTaught * Deviation(expected), _users * options.Minimum / 2f));
        }

        LearnSeason(seen);
        _level = _known == 0 ? seen : _level;
        var weight = 1f / (IsJudged(options) ? MemoryHours : Math.Min(_known + 1, MemoryHours));
        _variance += weight * (Square(seen - _level) - _variance);
        _level += weight * (seen - _level);
        _known++;
        if (_ceiling == 0 && IsJudged(options))
        {
            _ceiling = options.Ceiling * FreeLimit(_profile.Largest, options);
        }
    }

    // From the second week on it can be told how well the weeks before foretold it.
    private void LearnSeason(float seen)
    {
        var weeks = _known / HourProfile.Hours;
        if (weeks > 0)
        {
            _seasonalVariance += (Square(seen - _profile.Smoothed(_hour)) - _seasonalVariance) / Math.Min(_known - MemoryHours + 1, MemoryHours);
        }

        _profile.Move(_hour, seen, 1f / Math.Min(weeks + 1, MemoryWeeks));
    }

    private readonly bool IsJudged(BehaviourOptions options) => _known >= options.Learn.TotalHours;

    private readonly float Expected(uint hour) => _known < SeasonalFrom ? _level : _profile.Smoothed(hour);

    // Never surer than chance allows: the variance of rare events is their number.
    private readonly float Deviation(float expected) => MathF.Sqrt(Math.Max(Math.Max(_known < SeasonalFrom ? _variance : _seasonalVariance, expected), 1));

    private readonly float LimitFor(float expected, BehaviourOptions options) => Math.Min(FreeLimit(expected, options), _ceiling);

    private readonly float FreeLimit(float expected, BehaviourOptions options) =>
        Math.Max(Math.Max(expected + (options.Deviations * Deviation(expected)), 2 * expected), (float)_users * options.Minimum);
}
