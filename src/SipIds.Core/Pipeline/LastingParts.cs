using SipIds.Packets;
using SipIds.Pipeline.Refusals;
using SipIds.Pipeline.Streams;
using SipIds.Pipeline.Verdicts;
using SipIds.Preprocessing;
using SipIds.Streams;
using SipIds.Streams.Framing;

namespace SipIds.Pipeline;

/// <summary>What of a pipeline outlives every change of its settings.</summary>
internal sealed class LastingParts
{
    private readonly FaultLedger _outputFaults;
    private readonly FaultLedger _observerFaults;

    public LastingParts(PipelineSetup setup)
    {
        Statistics = new(setup.Hasher);
        Decoder = new(setup.Settings.Decoder);
        Segments = new(SipStreams.Create(setup.Settings.Decoder, setup.Settings.Limits, setup.Settings.Ports, setup.StreamLayers), ConnectionRules.Of(setup));
        Refusals = new(setup.Hasher);
        _outputFaults = new(PluginPart.Output, setup.MaxFaults, setup.OnFault);
        _observerFaults = new(PluginPart.Observer, setup.MaxFaults, setup.OnFault);
        Observers = new IsolatedSet<IMessageObserver>().Add(setup.Observers, _observerFaults);
        Alerts = new(setup, _outputFaults, _observerFaults, Statistics);
    }

    public PipelineStatistics Statistics { get; }

    public PacketDecoder Decoder { get; }

    public StreamVerdicts Segments { get; }

    public TcpReassembler Streams => Segments.Streams;

    public RefusalSender Refusals { get; }

    public IsolatedSet<IMessageObserver> Observers { get; }

    public AlertFanOut Alerts { get; }

    public IEnumerable<PluginFault> Faults => [.. _outputFaults.All, .. _observerFaults.All];

    /// <summary>Goes on with other settings.</summary>
    public void Change(PipelineSetup setup)
    {
        Segments.Use(ConnectionRules.Of(setup));
        Alerts.Change(setup.Settings, setup.AlertLimits);
    }
}
