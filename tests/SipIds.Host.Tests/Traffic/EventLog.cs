using System.Text;
using SipIds.Events;
using SipIds.Pipeline;

namespace SipIds.Host.Tests.Traffic;

/// <summary>An output that keeps what it is given in a list.</summary>
internal sealed class EventLog(List<Seen> events) : IEventOutput
{
    public string Name => "event log";

    public long Lost => 0;

    public string? Fault => null;

    public void Write(in Alert alert, in SipPacket packet) =>
        events.Add(new(packet.Number, packet.Source, alert.Event, alert.Severity, alert.Action, alert.Verdict, Encoding.Latin1.GetString(alert.Detail)));

    public void Flush()
    {
    }

    public void Dispose()
    {
    }
}
