using SipIds.Packets;

namespace SipIds.Benchmarks.Weeks;

/// <summary>Generated weeks, message by message in the order of time. The same seed gives the same weeks.</summary>
internal sealed class SimulatedWeeks
{
    public const long Hour = 3_600_000_000_000;
    public const int HoursInWeek = 168;

    /// <summary>Monday, 2026-01-05 00:00 UTC.</summary>
    public static readonly Timestamp Start = Timestamp.FromUnix(1_767_571_200);

    private const long Minute = 60_000_000_000;

    private readonly PriorityQueue<SimulatedMessage, (long Time, long Number)> _queue = new();
    private readonly OrdinaryTraffic _ordinary;
    private readonly Random _random;
    private long _sent;

    public SimulatedWeeks(int seed)
    {
        _random = new(seed);
        _ordinary = new(new(_random), _random, Send);
    }

    /// <summary>The messages of so many weeks, of which the first are without planted events.</summary>
    public IEnumerable<SimulatedMessage> Play(int weeks, int quietWeeks)
    {
        for (var hour = 0; hour < weeks * HoursInWeek; hour++)
        {
            var start = Start.Nanoseconds + (hour * Hour);
            _ordinary.PlayHour(start, hour % HoursInWeek);
            if (hour >= quietWeeks * HoursInWeek)
            {
                PlayPlanted(start, hour % HoursInWeek);
            }

            while (_queue.TryPeek(out var message, out var order) && order.Time < start + Hour)
            {
                _ = _queue.Dequeue();
                yield return message;
            }
        }
    }

    private void PlayPlanted(long start, int hourOfWeek)
    {
        foreach (var planted in PlantedEvent.Plan.Where(p => (int)p.HourOfWeek == hourOfWeek))
        {
            var time = start + (long)((planted.HourOfWeek - hourOfWeek) * Hour);
            var gap = (long)(Minute / planted.PerMinute);
            for (var number = 0; number < (int)(planted.Minutes * planted.PerMinute); number++)
            {
                planted.Play(_ordinary, Send, time + (number * gap) + _random.NextInt64(gap), number);
            }
        }
    }

    private void Send(SimulatedMessage message) => _queue.Enqueue(message, (message.Time.Nanoseconds, _sent++));
}
