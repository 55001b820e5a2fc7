using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Preprocessors.Behaviour;

/// <summary>The usual mix of messages of one address, or of all, and how far the mix of a window is from it as a rule.</summary>
/// <remarks>
/// A window is a minute or longer, until it has messages enough for the distance to mean something. The limit is the mean distance and eight mean deviations, as timers of TCP follow round trips.
/// A window over it teaches little; and none may ever be further than the ceiling from the mix that was known when the learning ended.
/// </remarks>
internal struct LearntMix : IEvictable<LearntMix>
{
    private const int MinMessages = 200;
    private const int MinWindows = 100;
    private const int MemoryWindows = 1000;
    private const float Deviations = 8;
    private const float SmallestLimit = 0.12f;
    private const float Ceiling = 0.3f;

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_fresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(28);

    private Counts _counts;
    private int _total;
    private int _known;
    private MessageMix _usual;
    private MessageMix _first;
    private MessageMix _present;
    private float _mean;
    private float _deviation;
    private Timestamp _began;
    private Timestamp _firstSeen;

    /// <summary>How long a window may last.</summary>
    public static TimeSpan LongestWindow => TimeSpan.FromHours(1);

    /// <summary>How many windows in a row were over the limit.</summary>
    public int Over { get; private set; }

    public Timestamp Expires { get; set; }

    public readonly int Rank => _known;

    /// <summary>When the present window began.</summary>
    public readonly Timestamp Since => _began;

    /// <summary>The usual mix.</summary>
    public readonly MessageMix Usual => _usual;

    /// <summary>The mix of the last window.</summary>
    public readonly MessageMix Present => _present;

    /// <summary>Whether the last window still says something of the present: a flood fills one every minute.</summary>
    public readonly bool IsFresh(Timestamp now) => now < _began + s_fresh;

    public void Begin(Timestamp now)
    {
        this = default;
        _firstSeen = now;
        Start(now);
    }

    /// <summary>Counts a message.</summary>
    public void Add(int kind, Timestamp now, TimeSpan learn)
    {
        Expires = now + s_lifetime;
        if (now > _began + LongestWindow)
        {
            // Too quiet for its mix to mean anything.
            Over = 0;
            Start(now);
        }
        else if (_total >= MinMessages && now >= _began + s_window)
        {
            Close(now, learn);
        }

        _counts[kind]++;
        _total++;
    }

    private static bool IsUnset(in MessageMix mix) => mix[0] + mix[1] + mix[2] + mix[3] == 0;

    private void Start(Timestamp now)
    {
        _counts = default;
        _total = 0;
        _began = now;
    }

    private void Close(Timestamp now, TimeSpan learn)
    {
        _present = MessageMix.Of(_counts, _total);
        Start(now);
        if (_known == 0)
        {
            _usual = _present;
        }

        var distance = _present.DistanceTo(_usual);
        var isJudged = _known >= MinWindows && now >= _firstSeen + learn;
        if (isJudged && IsUnset(_first))
        {
            _first = _usual;
        }

        var limit = Math.Clamp(_mean + (Deviations * _deviation), SmallestLimit, Ceiling);
        Over = isJudged && (distance > limit || _present.DistanceTo(_first) > Ceiling) ? Over + 1 : 0;
        Learn(distance, Over > 0 ? 0.1f : 1f);
    }

    private void Learn(float distance, float part)
    {
        var weight = part / Math.Min(_known + 1, MemoryWindows);
        _usual.Move(_present, weight);
        _deviation += weight * (Math.Abs(distance - _mean) - _deviation);
        _mean += weight * (distance - _mean);
        _known++;
    }

    [InlineArray(MessageMix.Kinds)]
    private struct Counts
    {
        private int _first;
    }
}
