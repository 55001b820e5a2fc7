using SipIds.Events;

namespace SipIds.Host.Discovery.Survey;

/// <summary>Takes note of whom alerts of severity 1 and 2 accuse: not a proxy for what it sent on, but where that came from.</summary>
internal sealed class Accusers(TrafficSurvey survey) : IEventOutput
{
    // Of severity 2, since a name is no attack yet; whom it names is no friend either.
    private const string ScannerEvent = "mandatory-scanner";

    public string Name => "discover";

    public long Lost => 0;

    public string? Fault => null;

    public void Write(in Alert alert, in SipPacket packet)
    {
        if (alert.Severity is Severity.High or Severity.Medium)
        {
            var accused = alert.Source.Address == packet.Source.Address ? survey.SenderOf(packet) : alert.Source.Address;
            survey.Hosts.Of(accused, packet.Time).Accuse(alert.Event.Name, isGrave: alert.Severity is Severity.High || alert.Event.Name is ScannerEvent);
        }
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }
}
