using System.Text;
using SipIds.Events;

namespace SipIds.Testing;

/// <summary>An output that keeps what it is given.</summary>
public sealed class AlertLog : IEventOutput
{
    private readonly List<SeenAlert> _alerts = [];

    /// <summary>The alerts in their order.</summary>
    public IReadOnlyList<SeenAlert> Alerts => _alerts;

    /// <inheritdoc/>
    public string Name => "alert log";

    /// <inheritdoc/>
    public long Lost => 0;

    /// <inheritdoc/>
    public string? Fault => null;

    /// <inheritdoc/>
    public void Write(in Alert alert, in SipPacket packet) => _alerts.Add(
        new(packet.Number, packet.Source, alert.Event, alert.Severity, alert.Action, alert.Verdict, Encoding.Latin1.GetString(alert.Detail), alert.Count) { NotExcised = alert.NotExcised });

    /// <inheritdoc/>
    public void Flush()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
