using System.Runtime.InteropServices;
using System.Text;
using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Host.Tuning;

/// <summary>Counts what fires: alerts and packets of each event, and of whom.</summary>
internal sealed class ReplayLog : IEventOutput, IReportObserver
{
    // An attack may have ever new subjects.
    private const int MostSubjects = 10_000;

    private readonly Dictionary<EventDescriptor, Fired> _fired = [];

    public string Name => "replay";

    public long Lost => 0;

    public string? Fault => null;

    public IEnumerable<EventDescriptor> Events => _fired.Keys;

    /// <summary>What an event did; all zero where it did not fire.</summary>
    public Fired Of(EventDescriptor descriptor) => _fired.GetValueOrDefault(descriptor, new());

    public void OnReport(EventDescriptor descriptor, Severity severity) => Entry(descriptor).Packets++;

    public void Write(in Alert alert, in SipPacket packet)
    {
        var fired = Entry(alert.Event);
        fired.Alerts++;
        var subject = alert.Detail.IsEmpty ? $"{packet.Origin.Address}" : Encoding.UTF8.GetString(alert.Detail);
        if (fired.Subjects.Count < MostSubjects || fired.Subjects.ContainsKey(subject))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(fired.Subjects, subject, out _)++;
        }
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }

    private Fired Entry(EventDescriptor descriptor)
    {
        if (!_fired.TryGetValue(descriptor, out var fired))
        {
            _fired[descriptor] = fired = new();
        }

        return fired;
    }

    internal sealed class Fired
    {
        public long Alerts { get; set; }

        public long Packets { get; set; }

        /// <summary>Alerts by the detail that names whom they are about.</summary>
        public Dictionary<string, long> Subjects { get; } = new(StringComparer.Ordinal);
    }
}
