using SipIds.Events;

namespace SipIds.Host.Reading.Report;

/// <summary>An output that gets the alerts that were asked for.</summary>
internal sealed class FilteredOutput(IEventOutput output, AlertFilter filter, CaptureStart start) : IEventOutput, IDropOutput
{
    public string Name => output.Name;

    public long Lost => output.Lost;

    public string? Fault => output.Fault;

    public bool TakesLogged => output.TakesLogged;

    public void Write(in Alert alert, in SipPacket packet)
    {
        if (filter.Wants(alert.Event, alert.Severity, packet.Time, start.Time))
        {
            output.Write(alert, packet);
        }
    }

    // A drop is as bad as the event that decided.
    public void Write(in Drop drop, in SipPacket packet)
    {
        if (output is IDropOutput drops && filter.Wants(drop.Event, drop.Event.Severity, packet.Time, start.Time))
        {
            drops.Write(drop, packet);
        }
    }

    public void Flush() => output.Flush();

    public void Dispose() => output.Dispose();
}
