using System.Text.Json;

namespace WebHook;

/// <summary>An alert as it is posted.</summary>
internal sealed record PostedAlert(DateTime Time, string Event, string Id, string Severity, bool Dropped, string Source, string Target, string? Accused, long Count, string Detail, string CallId, string From, string To, string StartLine)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static PostedAlert Of(AlertRecord alert) => new(
        alert.Time.ToDateTime(),
        alert.Event,
        $"{alert.Gid}:{alert.Sid}",
        alert.Severity.ToString().ToLowerInvariant(),
        alert.IsDropped,
        $"{alert.Source}", $"{alert.Target}",
        alert.Accused.Address.IsNone ? null : $"{alert.Accused}",
        alert.Count,
        alert.Detail,
        alert.CallId,
        alert.From, alert.To,
        alert.StartLine);
}
