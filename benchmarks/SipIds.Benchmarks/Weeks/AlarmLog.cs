using System.Text;
using SipIds.Events;
using SipIds.Packets;

namespace SipIds.Benchmarks.Weeks;

/// <summary>Keeps the alerts of a pipeline.</summary>
internal sealed class AlarmLog : IEventOutput
{
    public List<(Timestamp Time, EventDescriptor Event, bool IsMild, string Detail)> Alerts { get; } = [];

    public string Name => "log";

    public long Lost => 0;

    public string? Fault => null;

    public void Write(in Alert alert, in SipPacket packet) =>
        Alerts.Add((packet.Time, alert.Event, alert.Severity > alert.Event.Severity, Encoding.UTF8.GetString(alert.Detail)));

    public void Flush()
    {
    }

    public void Dispose()
    {
    }
}
