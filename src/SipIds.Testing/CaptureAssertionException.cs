namespace SipIds.Testing;

/// <summary>A capture did not raise what a test demanded. Every test framework shows its message.</summary>
public sealed class CaptureAssertionException : Exception
{
    private const int MostShown = 20;

    internal CaptureAssertionException(string demand, IReadOnlyList<SeenAlert> alerts)
        : base($"{demand}; raised were{Listed(alerts)}")
    {
    }

    private static string Listed(IReadOnlyList<SeenAlert> alerts) => alerts.Count == 0 ? " no alerts"
        : string.Concat(alerts.Take(MostShown).Select(alert => $"\n  {alert}")) + (alerts.Count > MostShown ? $"\n  and {alerts.Count - MostShown} more" : "");
}
