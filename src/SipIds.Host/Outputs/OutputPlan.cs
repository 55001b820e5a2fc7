using SipIds.Capture.PcapFile;
using SipIds.Configuration;
using SipIds.Configuration.Plugins;
using SipIds.Events;
using SipIds.Outputs;
using SipIds.Outputs.Batches;
using SipIds.Outputs.Eve;
using SipIds.Outputs.Streams;
using SipIds.Outputs.Text;

namespace SipIds.Host.Outputs;

/// <summary>Which outputs a run opens, with which settings, and what stands before each.</summary>
internal sealed record OutputPlan
{
    /// <summary>The registered outputs that are wanted, with their settings. One whose settings name nothing to write to is not opened.</summary>
    public required IReadOnlyList<(OutputRegistration Registration, OutputOptions Options)> Wanted { get; init; }

    /// <summary>The names of outputs that a person asked for, and that are to be opened or to be an error.</summary>
    public IReadOnlyList<string> Named { get; init; } = [];

    /// <summary>What the outputs are given.</summary>
    public required OutputServices Services { get; init; }

    /// <summary>Opens what writes alerts to standard output; null for nothing.</summary>
    public Func<IEventOutput>? OpenStandardOutput { get; init; }

    /// <summary>What is put before each output, such as a filter.</summary>
    public Func<IEventOutput, IEventOutput> Wrap { get; init; } = output => output;

    /// <summary>The files that would be written.</summary>
    public IEnumerable<string> Files => Wanted.SelectMany(wanted => wanted.Options.Files);

    /// <summary>Of a live run: what the settings name, over which the command line wins.</summary>
    public static OutputPlan OfLiveRun(SensorConfiguration sensor, OutputChoice choice)
    {
        var settings = sensor.Settings.Section<OutputsOptions>();
        var services = ServicesOf(sensor) with { IsLive = true, Queue = settings.Queue, FlushInterval = settings.FlushInterval };
        return new()
        {
            Wanted = [.. sensor.Outputs.Registrations.Select(output => (output, choice.Over(settings.Of(output))))],
            Services = services,
            OpenStandardOutput = () => StandardOutputOf(choice, LogStream.Queued(BufferedEventStream.Open("-"), services), settings),
        };
    }

    /// <summary>Of captures that are read: what the command line names, for the settings are those of the sensor and its files are the sensor's.</summary>
    /// <exception cref="IOException">An output is named that there is not, or that has nothing to write to; the message is a sentence.</exception>
    public static OutputPlan OfCaptures(SensorConfiguration sensor, OutputChoice choice)
    {
        foreach (var name in choice.Names.Where(name => sensor.Outputs.Find(name) is null))
        {
            throw new IOException($"there is no output '{name}'; there {(sensor.Outputs.Registrations.Count == 1 ? "is" : "are")} {string.Join(", ", sensor.Outputs.Registrations.Select(output => output.Info.Name))}.");
        }

        var settings = sensor.Settings.Section<OutputsOptions>();
        return new()
        {
            Wanted = [.. sensor.Outputs.Registrations.Select(output => (output, choice.Instead(settings.Of(output), output.Info.Name))).Where(wanted => wanted.Item2 is not null)!],
            Named = choice.Names,
            Services = ServicesOf(sensor),
        };
    }

    /// <summary>What writes alerts to standard output.</summary>
    public static IEventOutput StandardOutputOf(OutputChoice choice, IEventStream stream, OutputsOptions settings) => choice.WritesJson
        ? new EveOutput(stream) { Content = EveContent.Of(settings.Of<EveLogOptions>()) }
        : new TextOutput(stream, TerminalStream.UsesColours, TerminalStream.WidthOfLines);

    private static OutputServices ServicesOf(SensorConfiguration sensor) => new()
    {
        CreateCapture = PcapFileWriter.Create,
        Batch = Batching.Of,
        MaxFaults = sensor.Settings.Section<PluginOptions>().MaxFaults,
    };
}
