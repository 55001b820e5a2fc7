using System.Globalization;

namespace SipIds.Packets;

/// <summary>A moment on the packets' clock, in nanoseconds since 1970-01-01 UTC. Detection knows no other clock, so that a replay equals the live run.</summary>
/// <param name="Nanoseconds">Nanoseconds since the Unix epoch; from 1970 to 2262.</param>
public readonly record struct Timestamp(long Nanoseconds) : IComparable<Timestamp>
{
    private const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>The moment at the given seconds and nanoseconds since the Unix epoch.</summary>
    public static Timestamp FromUnix(long seconds, long nanoseconds = 0) => new(unchecked((seconds * NanosecondsPerSecond) + nanoseconds));

    /// <summary>The same moment of the framework's type.</summary>
    public static Timestamp FromDateTime(DateTimeOffset moment) => new((moment.UtcTicks - DateTime.UnixEpoch.Ticks) * TimeSpan.NanosecondsPerTick);

    /// <summary>Whole seconds since the Unix epoch.</summary>
    public long Seconds => Nanoseconds / NanosecondsPerSecond;

    /// <summary>The same moment as a UTC date, cut to 100 ns.</summary>
    public DateTime ToDateTime() => DateTime.UnixEpoch.AddTicks(Nanoseconds / TimeSpan.NanosecondsPerTick);

    /// <inheritdoc/>
    public int CompareTo(Timestamp other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>ISO 8601 in UTC with microseconds.</summary>
    public override string ToString() => ToDateTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The time from <paramref name="earlier"/> to <paramref name="later"/>.</summary>
    public static TimeSpan operator -(Timestamp later, Timestamp earlier) =>
        TimeSpan.FromTicks((later.Nanoseconds - earlier.Nanoseconds) / TimeSpan.NanosecondsPerTick);

    /// <summary>The moment <paramref name="span"/> after <paramref name="moment"/>.</summary>
    public static Timestamp operator +(Timestamp moment, TimeSpan span) => new(moment.Nanoseconds + (span.Ticks * TimeSpan.NanosecondsPerTick));

    /// <summary>Whether <paramref name="left"/> is before <paramref name="right"/>.</summary>
    public static bool operator <(Timestamp left, Timestamp right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether <paramref name="left"/> is after <paramref name="right"/>.</summary>
    public static bool operator >(Timestamp left, Timestamp right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether <paramref name="left"/> is not after <paramref name="right"/>.</summary>
    public static bool operator <=(Timestamp left, Timestamp right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether <paramref name="left"/> is not before <paramref name="right"/>.</summary>
    public static bool operator >=(Timestamp left, Timestamp right) => left.Nanoseconds >= right.Nanoseconds;
}
