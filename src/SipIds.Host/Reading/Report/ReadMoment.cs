using System.Globalization;
using SipIds.Packets;

namespace SipIds.Host.Reading.Report;

/// <summary>A moment of a capture as a person types it: a date and time, a time on the capture's first day, or an offset from its first packet.</summary>
internal sealed class ReadMoment
{
    private static readonly string[] s_dates =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd' 'HH:mm", "yyyy-MM-dd' 'HH:mm:ss", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF",
    ];

    private static readonly string[] s_times = ["hh\\:mm", "hh\\:mm\\:ss", "hh\\:mm\\:ss\\.FFFFFFF"];

    private readonly Timestamp? _moment;
    private readonly TimeSpan _time;
    private readonly bool _isOffset;

    private ReadMoment(Timestamp? moment, TimeSpan time, bool isOffset) => (_moment, _time, _isOffset) = (moment, time, isOffset);

    /// <summary>Reads <c>2026-11-20T22:25:29</c>, <c>22:25:29.5</c> or <c>+90</c>, seconds after the first packet. All times are UTC.</summary>
    public static bool TryParse(string text, out ReadMoment? moment)
    {
        var invariant = CultureInfo.InvariantCulture;
        moment = null;
        if (text.StartsWith('+') && double.TryParse(text.AsSpan(1), NumberStyles.AllowDecimalPoint, invariant, out var seconds) && seconds < int.MaxValue)
        {
            moment = new(null, TimeSpan.FromSeconds(seconds), isOffset: true);
        }
        else if (TimeSpan.TryParseExact(text.TrimEnd('Z'), s_times, invariant, out var time))
        {
            moment = new(null, time, isOffset: false);
        }
        else if (DateTime.TryParseExact(text.TrimEnd('Z'), s_dates, invariant, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date))
        {
            moment = new(OfDate(date), default, isOffset: false);
        }

        return moment is not null;
    }

    /// <summary>The moment in a capture that begins at <paramref name="first"/>.</summary>
    public Timestamp In(Timestamp first) => _moment ?? (_isOffset ? first + _time : OfDate(first.ToDateTime().Date) + _time);

    /// <summary>Whether it is certainly later than another one: two times of day or two offsets are compared as they are, others need the capture.</summary>
    public bool IsLaterThan(ReadMoment other) => (_moment, other._moment) switch
    {
        ({ } one, { } another) => one > another,
        (null, null) => _isOffset == other._isOffset && _time > other._time,
        _ => false,
    };

    private static Timestamp OfDate(DateTime date) => Timestamp.FromDateTime(new DateTimeOffset(date, TimeSpan.Zero));
}
