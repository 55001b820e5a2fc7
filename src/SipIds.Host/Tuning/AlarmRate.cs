using System.Globalization;

namespace SipIds.Host.Tuning;

/// <summary>How often alarms may come, as a person writes it.</summary>
internal static class AlarmRate
{
    public const string Usual = "1/week";

    private const double DaysInWeek = 7;
    private const double DaysInMonth = 30;

    /// <summary>Alarms a week; null where the text says no rate above 0.</summary>
    public static double? Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var days = text[(slash + 1)..].Trim() switch
        {
            "day" => 1,
            "week" => DaysInWeek,
            "month" => DaysInMonth,
            _ => 0,
        };
        return slash > 0 && days > 0
            && double.TryParse(text[..slash], NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var alarms)
            && double.IsFinite(alarms) && alarms > 0
            ? alarms / days * DaysInWeek
            : null;
    }
}
