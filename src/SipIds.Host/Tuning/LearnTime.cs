using System.Globalization;

namespace SipIds.Host.Tuning;

/// <summary>How long to learn, as a person writes it: days, hours or minutes.</summary>
internal static class LearnTime
{
    private static readonly TimeSpan s_longest = TimeSpan.FromDays(365);

    /// <summary>The time; null where the text says none, or more than a year.</summary>
    public static TimeSpan? Parse(string? text)
    {
        if (text is not { Length: > 1 } || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
        {
            return null;
        }

        var unit = text[^1] switch
        {
            'd' => TimeSpan.FromDays(1),
            'h' => TimeSpan.FromHours(1),
            'm' => TimeSpan.FromMinutes(1),
            _ => TimeSpan.MaxValue,
        };
        return count <= s_longest / unit ? count * unit : null;
    }
}
