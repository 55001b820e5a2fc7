using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Tests.Standing;

/// <summary>The whole pipeline inline, and which events each packet raised.</summary>
internal sealed class StandingSensor : IReportObserver
{
    private readonly SipIdsPipeline _pipeline;
    private readonly Dictionary<long, string> _events = [];
    private long _number;

    public StandingSensor(int seed) => _pipeline = new(StandingSettings.Of(seed, this));

    /// <summary>The names of the events of a packet; empty if it raised none.</summary>
    public string EventsOf(long number) => _events.GetValueOrDefault(number, "");

    public Verdict Judge(in CapturedFrame frame)
    {
        _number = frame.Number;
        return _pipeline.Process(frame);
    }

    public void OnReport(EventDescriptor descriptor, Severity severity) =>
        _events[_number] = $"{EventsOf(_number)} {descriptor.Name}{(severity > descriptor.Severity ? " (mild)" : "")}".Trim();
}
