using SipIds.Capture.PcapFile;
using SipIds.Events;
using SipIds.Host.Outputs;
using SipIds.Host.Reading.Report;
using SipIds.Outputs;
using SipIds.Outputs.Eve;
using SipIds.Outputs.PacketLog;
using SipIds.Outputs.Streams;
using SipIds.Outputs.Text;
using SipIds.Preprocessors.Toll;

namespace SipIds.Host.Reading;

/// <summary>The outputs of a run, opened together and closed together.</summary>
internal sealed class ReadOutputs : IDisposable
{
    private readonly List<IEventOutput> _all = [];
    private IEventOutput? _standardOutput;

    private ReadOutputs()
    {
    }

    public IReadOnlyList<IEventOutput> All => _all;

    /// <summary>What the alerts come to, where that is told.</summary>
    public Findings? Findings { get; private set; }

    /// <summary>The capture that is being read.</summary>
    public required CurrentCapture Capture { get; init; }

    /// <summary>When the first packet was captured.</summary>
    public CaptureStart Start { get; } = new();

    /// <summary>Where frames that pass are written, if they are.</summary>
    public FrameLog? Passed { get; private set; }

    /// <summary>Whether everything for standard output went there so far.</summary>
    public bool IsStandardOutputWhole => _standardOutput?.Fault is null;

    /// <summary>Standard output, if it is a terminal.</summary>
    public TerminalStream? Terminal { get; } = TerminalStream.Open();

    /// <summary>Opens what the request names.</summary>
    /// <exception cref="IOException">One of them cannot be opened; the message is a sentence.</exception>
    public static ReadOutputs Open(ReadRequest request)
    {
        var outputs = new ReadOutputs { Capture = new(request.Files.Count > 1) };
        var content = EveContent.Of(request.Sensor.Settings.Section<OutputsOptions>().Eve);
        try
        {
            if (request.WritesJson)
            {
                outputs.Add(outputs._standardOutput = new EveOutput(outputs.OpenStandardOutput()) { Content = content }, request.Filter);
            }
            else if (request is { CallId: null, ListsAlerts: true })
            {
                outputs.Add(outputs._standardOutput = new TextOutput(outputs.OpenStandardOutput(), TerminalStream.UsesColours, TerminalStream.WidthOfLines), request.Filter);
            }

            if (request.Reports)
            {
                outputs.Add(outputs.Findings = new(new(request.Sensor.Settings.Section<TollOptions>().Prefixes), outputs.Capture), request.Filter);
            }

            if (request.Outputs.EvePath is { } eve and not "-")
            {
                outputs.Add(new EveOutput(BufferedEventStream.Open(eve)) { Content = content }, request.Filter);
            }

            if (request.Outputs.PcapLogPath is { } path)
            {
                outputs.Add(new PcapLogOutput(path, PcapFileWriter.Create(path)), request.Filter);
            }

            if (request.PassedPath is { } passed)
            {
                outputs.Passed = new(passed, PcapFileWriter.Create(passed));
            }

            return outputs;
        }
        catch
        {
            outputs.Dispose();
            throw;
        }
    }

    /// <summary>Pushes everything out and says on standard error, once for each output, what was lost.</summary>
    /// <returns>Whether nothing was.</returns>
    public bool Finish()
    {
        var isWhole = true;
        foreach (var output in _all)
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
        _all.ForEach(output => output.Dispose());
        Passed?.Dispose();
    }

    private void Add(IEventOutput output, AlertFilter filter) => _all.Add(filter.IsEverything ? output : new FilteredOutput(output, filter, Start));

    private BufferedEventStream OpenStandardOutput() =>
        Terminal is null ? BufferedEventStream.Open("-") : new("standard output", () => Terminal, flushEachAlert: true);
}
