using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>New calls of origins, and which of them the server gives no sign of life for: neither a final response nor 100, which is due after 200 ms (RFC 3261 §17.2.1).</summary>
internal sealed class SilentCalls(ThresholdsOptions options, PreprocessorServices services)
{
    // Some copies of the INVITE later. Where the sensor sees one direction only, an ACK has come by then that tells so.
    private static readonly TimeSpan s_timeToAnswer = TimeSpan.FromSeconds(8);

    // RFC 3261 timer B, and some more.
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(40);

    private static readonly TimeSpan s_oneWay = TimeSpan.FromHours(1);

    private readonly BoundedTable<NewCall> _calls = services.Keep("new_calls", () => new BoundedTable<NewCall>(options.SourcesTracked));
    private readonly ExpiryQueue<StateKey> _waiting = services.Keep("silent_calls", () => new ExpiryQueue<StateKey>(options.SourcesTracked));
    private readonly BoundedTable<OneWay> _oneWay = services.Keep("one_way_askers", () => new BoundedTable<OneWay>(Math.Max(options.SourcesTracked / 16, 64)));

    /// <summary>Takes in a new call that passes.</summary>
    public void Add(StateKey call, in NewCall asked, Timestamp now)
    {
        ref var known = ref _calls.GetOrAdd(call, now, out var isNew);
        if (isNew && !_waiting.IsFull)
        {
            known = asked with { Since = now, Expires = now + s_lifetime };
            _waiting.Add(call, now);
        }
    }

    /// <summary>Takes note of a sign of life.</summary>
    /// <returns>The place of the call; -1 where it is none that began here.</returns>
    public int Hear(StateKey call, Timestamp now)
    {
        var place = _calls.PlaceOf(call, now);
        if (place >= 0)
        {
            _calls.At(place).IsHeard = true;
        }

        return place;
    }

    /// <summary>The call at a place.</summary>
    public ref NewCall At(int place) => ref _calls.At(place);

    /// <summary>Takes note of an ACK to an answer that was not seen: what an asker is answered goes another way.</summary>
    public void SeesOneWay(StateKey asker, Timestamp now) => _oneWay.GetOrAdd(asker, now, out _).Expires = now + s_oneWay;

    /// <summary>The next call that waited in vain.</summary>
    /// <param name="now">The packets' clock.</param>
    /// <param name="silent">The call.</param>
    /// <param name="when">When its time was up: the next packet may come much later.</param>
    public bool TryTake(Timestamp now, out NewCall silent, out Timestamp when)
    {
        while (_waiting.TryPeek(out _, out var since) && since + s_timeToAnswer <= now && _waiting.TryTake(out var call, out since))
        {
            when = since + s_timeToAnswer;
            var place = _calls.PlaceOf(call, when);
            if (place >= 0 && _calls.At(place) is { IsHeard: false } waited && waited.Since == since && _oneWay.PlaceOf(waited.Asker, when) < 0)
            {
                _calls.At(place).IsCounted = true;
                silent = waited;
                return true;
            }
        }

        (silent, when) = (default, default);
        return false;
    }

    /// <summary>Forgets what has expired.</summary>
    public void OnTick(Timestamp now)
    {
        _calls.Sweep(now, _calls.Capacity / UnknownUsers.TicksForAll);
        _oneWay.Sweep(now, _oneWay.Capacity / UnknownUsers.TicksForAll);
    }

    private struct OneWay : IEvictable<OneWay>
    {
        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}

/// <summary>A new call: who asked whom for which number, and in whose name.</summary>
internal record struct NewCall : IEvictable<NewCall>
{
    public StateKey Asker;
    public StateKey Number;
    public StateKey Name;
    public Timestamp Since;

    /// <summary>Whether any response came.</summary>
    public bool IsHeard;

    /// <summary>Whether it counts as one that led nowhere.</summary>
    public bool IsCounted;

    public Timestamp Expires { get; set; }

    public readonly int Rank => 0;
}
