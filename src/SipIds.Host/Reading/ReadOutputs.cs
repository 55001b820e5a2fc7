using SipIds.Capture.PcapFile;
using SipIds.Events;
using SipIds.Host.Files;
using SipIds.Host.Outputs;
using SipIds.Host.Reading.Report;
using SipIds.Outputs;
using SipIds.Outputs.PacketLog;
using SipIds.Outputs.Streams;
using SipIds.Preprocessors.Toll;

namespace SipIds.Host.Reading;

/// <summary>What becomes of alerts and frames of captures: the outputs, the findings of the report, and the frames that pass.</summary>
internal sealed class ReadOutputs : IDisposable
{
    private readonly OutputSet _outputs;

    private ReadOutputs(ReadRequest request, OutputPlan plan)
    {
        Capture = new(request.Files.Count > 1);
        _outputs = OutputSet.Open(plan with { OpenStandardOutput = StandardOutputOf(request), Wrap = output => Filtered(output, request.Filter) }, FaultNotice.Say);
        try
        {
            if (request.Reports)
            {
                Findings = new(new(request.Sensor.Settings.Section<TollOptions>().Prefixes), Capture);
                _outputs.Add(Filtered(Findings, request.Filter));
            }

            Passed = request.PassedPath is { } passed ? new(passed, PcapFileWriter.Create(passed)) : null;
        }
        catch
        {
            _outputs.Dispose();
            throw;
        }
    }

    public IReadOnlyList<IEventOutput> All => _outputs.All;

    /// <summary>What the alerts come to, where that is told.</summary>
    public Findings? Findings { get; }

    /// <summary>The capture that is being read.</summary>
    public CurrentCapture Capture { get; }

    /// <summary>When the first packet was captured.</summary>
    public CaptureStart Start { get; } = new();

    /// <summary>Where frames that pass are written, if they are.</summary>
    public FrameLog? Passed { get; }

    /// <summary>Whether everything for standard output went there so far.</summary>
    public bool IsStandardOutputWhole => _outputs.StandardOutput?.Fault is null;

    /// <summary>Standard output, if it is a terminal.</summary>
    public TerminalStream? Terminal { get; } = TerminalStream.Open();

    /// <summary>Opens what the request names.</summary>
    /// <exception cref="IOException">One of them cannot be opened; the message is a sentence.</exception>
    public static ReadOutputs Open(ReadRequest request, OutputPlan plan) => new(request, plan);

    /// <summary>Pushes everything out and reports on standard error, once for each output, what was lost.</summary>
    /// <returns>Whether nothing was.</returns>
    public bool Finish()
    {
        var isWhole = true;
        foreach (var output in All)
        {
            output.Flush();
            if (output.Fault is { } fault)
            {
                isWhole = false;
                Console.Error.WriteLine($"sipids: {fault}; {output.Lost} {(output.Lost == 1 ? "alert" : "alerts")} lost");
            }
        }

        Passed?.Flush();
        if (Passed?.Fault is { } reason)
        {
            isWhole = false;
            Console.Error.WriteLine($"sipids: {reason}; frames that passed are lost");
        }

        return isWhole;
    }

    public void Dispose()
    {
        _outputs.Dispose();
        Passed?.Dispose();
    }

    // A call's ladder has its alerts in it, and a report says what they come to.
    private Func<IEventOutput>? StandardOutputOf(ReadRequest request) => request.WritesJson || request is { CallId: null, ListsAlerts: true }
        ? () => OutputPlan.StandardOutputOf(request.Outputs, OpenStandardOutput(), request.Sensor.Settings.Section<OutputsOptions>())
        : null;

    private IEventOutput Filtered(IEventOutput output, AlertFilter filter) => filter.IsEverything ? output : new FilteredOutput(output, filter, Start);

    private BufferedEventStream OpenStandardOutput() =>
        Terminal is null ? BufferedEventStream.Open("-") : new("standard output", () => Terminal, flushEachAlert: true);
}
