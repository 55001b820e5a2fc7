using SipIds.Capture.PcapFile;
using SipIds.Events;
using SipIds.Host.Files;
using SipIds.Outputs;
using SipIds.Outputs.Eve;
using SipIds.Outputs.PacketLog;
using SipIds.Outputs.Streams;
using SipIds.Outputs.Syslog;
using SipIds.Outputs.Text;

namespace SipIds.Host.Outputs;

/// <summary>The outputs of a live run: each behind a queue and a thread of its own, so that none of them ever holds up a packet.</summary>
internal sealed class LiveOutputs : IDisposable
{
    private readonly OutputsOptions _options;
    private readonly List<IEventOutput> _all = [];
    private readonly List<EveOutput> _eves = [];
    private readonly List<Action> _reopen = [];
    private readonly OutputWatch _watch = new();

    private LiveOutputs(OutputsOptions options) => _options = options;

    public IReadOnlyList<IEventOutput> All => _all;

    /// <summary>Whether anybody reads stats records.</summary>
    public bool TakeStatistics => _eves.Exists(eve => eve.Content.Stats);

    /// <summary>How many alerts each output lost.</summary>
    public IReadOnlyList<(string Name, long Lost)> Losses => [.. _all.Select(output => (output.Name, output.Lost))];

    /// <summary>The files that would be opened.</summary>
    public static IEnumerable<string?> FilesOf(OutputChoice choice, OutputsOptions options) => [PathsOf(choice, options).Eve, PathsOf(choice, options).Packets];

    /// <summary>Opens what the command line and the settings name.</summary>
    /// <exception cref="IOException">One of them cannot be opened; the message is a sentence.</exception>
    public static LiveOutputs Open(OutputChoice choice, OutputsOptions options)
    {
        var outputs = new LiveOutputs(options);
        try
        {
            outputs.OpenAll(choice);
            return outputs;
        }
        catch
        {
            outputs.Dispose();
            throw;
        }
    }

    /// <summary>The interface or queue that the next packets are from.</summary>
    public void SetSource(string name)
    {
        foreach (var eve in _eves)
        {
            eve.Interface = name;
        }
    }

    /// <summary>Puts a stats record into every EVE log.</summary>
    public void Write(SensorStatistics statistics) => _eves.ForEach(eve => eve.Write(statistics));

    /// <summary>Opens the files anew, which somebody may have moved away.</summary>
    public void Reopen() => _reopen.ForEach(reopen => reopen());

    /// <summary>Says which outputs began to lose alerts, and which ones are well again with what they lost.</summary>
    public void TellFaults(Action<string> say) => _watch.Look(_all, say);

    /// <summary>Writes what waits and closes all.</summary>
    public void Dispose() => _all.ForEach(output => output.Dispose());

    /// <summary>Says in the end what was lost.</summary>
    public void TellLosses(Action<string> say)
    {
        foreach (var (name, lost) in Losses.Where(loss => loss.Lost > 0))
        {
            say($"{name} lost {lost} {(lost == 1 ? "alert" : "alerts")}.");
        }
    }

    private void OpenAll(OutputChoice choice)
    {
        var (eve, packets) = PathsOf(choice, _options);
        OverwriteGuard.Check([], eve, packets);
        var standardOutput = Queue(BufferedEventStream.Open("-"));
        Add(choice.WritesJson ? AddEve(standardOutput) : new TextOutput(standardOutput, TerminalStream.UsesColours, TerminalStream.WidthOfLines));
        if (eve is not null)
        {
            var stream = Queue(new RotatingEventStream(eve, _options.Eve));
            _reopen.Add(stream.Reopen);
            Add(AddEve(stream));
        }

        if (packets is not null)
        {
            var log = new QueuedPacketLog(packets, _options.Packets, PcapFileWriter.Create, (int)_options.Queue.Bytes, _options.FlushInterval);
            _reopen.Add(log.Reopen);
            Add(log);
        }

        if (_options.Syslog.Target is { } target)
        {
            Add(new SyslogOutput(Queue(new SyslogStream(SyslogTarget.Parse(target))), _options.Syslog, Environment.MachineName, Environment.ProcessId));
        }
    }

    private static (string? Eve, string? Packets) PathsOf(OutputChoice choice, OutputsOptions options) =>
        (choice.EvePath is "-" ? null : choice.EvePath ?? options.Eve.Path, choice.PcapLogPath ?? options.Packets.Path);

    private void Add(IEventOutput output) => _all.Add(output);

    private EveOutput AddEve(IEventStream stream)
    {
        var eve = new EveOutput(stream) { Content = EveContent.Of(_options.Eve) };
        _eves.Add(eve);
        return eve;
    }

    private QueuedEventStream Queue(IEventStream stream) => new(stream, (int)_options.Queue.Bytes, _options.FlushInterval);
}
