using System.Globalization;
using SipIds.Packets;

namespace SipIds.Host.Pages;

/// <summary>Numbers as a person reads them.</summary>
internal static class Figures
{
    private static readonly string[] s_units = ["bytes", "kB", "MB", "GB", "TB"];

    public static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A number of bytes in the unit in which it has one to three digits before the point.</summary>
    public static string Size(long bytes)
    {
        var unit = 0;
        var value = (double)bytes;
        while (value >= 999.95 && unit < s_units.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture)} {s_units[unit]}");
    }

    /// <summary>A rate in a few characters: <c>950</c>, <c>12 k</c>, <c>1.2 M</c>.</summary>
    public static string Short(double value) => value switch
    {
        < 1_000 => value.ToString("0", CultureInfo.InvariantCulture),
        < 999_500 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:0} k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:0.0} M"),
    };

    public static string Duration(TimeSpan time) =>
        time.TotalDays >= 2 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalDays} days {time.Hours} h")
        : time.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes} min")
        : time.TotalMinutes >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} min {time.Seconds} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.000} s");

    /// <summary>The time of day in UTC.</summary>
    public static string Clock(Timestamp time) => time.ToDateTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The date and time of day in UTC.</summary>
    public static string Moment(Timestamp time) => time.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
