using System.Globalization;
using System.Text;

namespace SipIds.Configuration.Values;

/// <summary>The notation of durations: <c>20us</c>, <c>100ms</c>, <c>60s</c>, <c>1h30m</c>; larger units first, each at most once.</summary>
internal static class Duration
{
    /// <summary>The notation as a regular expression of JSON Schema, but for the empty text.</summary>
    public const string Pattern = "^([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?([0-9]+us)?$";

    private static readonly (string Suffix, long Ticks)[] s_units =
    [
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
        ("us", TimeSpan.TicksPerMicrosecond),
    ];

    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan duration)
    {
        duration = default;
        var ticks = 0L;
        var next = 0;
        do
        {
            var digits = text.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || !long.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            {
                return false;
            }

            text = text[digits..];
            var letters = text.IndexOfAnyInRange('0', '9');
            var suffix = letters < 0 ? text : text[..letters];
            text = text[suffix.Length..];
            var unit = UnitOf(suffix);
            if (unit < next || count > (TimeSpan.MaxValue.Ticks - ticks) / s_units[unit].Ticks)
            {
                return false;
            }

            ticks += count * s_units[unit].Ticks;
            next = unit + 1;
        }
        while (!text.IsEmpty);

        duration = new(ticks);
        return true;
    }

    public static string Format(TimeSpan duration)
    {
        var text = new StringBuilder();
        var rest = duration.Ticks;
        foreach (var (suffix, ticks) in s_units)
        {
            if (rest >= ticks)
            {
                text.Append(CultureInfo.InvariantCulture, $"{rest / ticks}{suffix}");
                rest %= ticks;
            }
        }

        return text.Length == 0 ? "0s" : text.ToString();
    }

    private static int UnitOf(ReadOnlySpan<char> suffix)
    {
        for (var i = 0; i < s_units.Length; i++)
        {
            if (suffix.SequenceEqual(s_units[i].Suffix))
            {
                return i;
            }
        }

        return -1;
    }
}
