using SipIds.Events;
using SipIds.Host.Files;
using SipIds.Outputs;
using SipIds.Pipeline.Snapshots;

namespace SipIds.Host.Outputs;

/// <summary>The outputs of a run, of a capture or live: opened together, watched together and closed together. Which they are and how they write is for <see cref="OutputPlan"/> to say.</summary>
internal sealed class OutputSet : IDisposable
{
    private readonly List<IEventOutput> _all = [];
    private readonly OutputWatch _watch = new();

    private OutputSet()
    {
    }

    public IReadOnlyList<IEventOutput> All => _all;

    /// <summary>What writes alerts to standard output; null where nothing does.</summary>
    public IEventOutput? StandardOutput { get; private set; }

    /// <summary>Whether anybody takes records of what a sensor counts.</summary>
    public bool TakesSnapshots => _all.OfType<ISnapshotOutput>().Any(output => output.TakesSnapshots);

    /// <summary>How many alerts each output lost, and why.</summary>
    public IReadOnlyList<OutputStatistics> Statistics => [.. _all.Select(output => new OutputStatistics(output.Name, output.Lost, output.Fault))];

    /// <summary>Opens what is planned.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="say">Is told of a plugin's output that cannot be created.</param>
    /// <exception cref="IOException">One of them cannot be opened; the message is a sentence.</exception>
    public static OutputSet Open(OutputPlan plan, Action<string> say)
    {
        var outputs = new OutputSet();
        try
        {
            outputs.OpenAll(plan, say);
            return outputs;
        }
        catch
        {
            outputs.Dispose();
            throw;
        }
    }

    /// <summary>Adds what the run itself does with alerts.</summary>
    public void Add(IEventOutput output) => _all.Add(output);

    /// <summary>Hands a record of what the sensor counted to all that take one.</summary>
    public void Write(SensorSnapshot snapshot)
    {
        foreach (var output in _all.OfType<ISnapshotOutput>())
        {
            output.Write(snapshot);
        }
    }

    /// <summary>Opens the files anew, which somebody may have moved away.</summary>
    public void Reopen() => _all.ForEach(output => output.Reopen());

    /// <summary>Reports which outputs began to lose alerts, and which ones are well again with what they lost.</summary>
    public void TellFaults(Action<string> say) => _watch.Look(_all, say);

    /// <summary>Reports at the end what was lost.</summary>
    public void TellLosses(Action<string> say)
    {
        foreach (var (name, lost, _) in Statistics.Where(output => output.Lost > 0))
        {
            say($"{name} lost {lost} {(lost == 1 ? "alert" : "alerts")}.");
        }
    }

    /// <summary>Writes what waits and closes all.</summary>
    public void Dispose() => _all.ForEach(output => output.Dispose());

    private void OpenAll(OutputPlan plan, Action<string> say)
    {
        if (plan.OpenStandardOutput?.Invoke() is { } standard)
        {
            StandardOutput = plan.Wrap(standard);
            Add(StandardOutput);
        }

        foreach (var (registration, options) in plan.Wanted)
        {
            if (Create(registration, options, plan.Services, say) is { } output)
            {
                Add(plan.Wrap(output));
            }
            else if (plan.Named.Contains(registration.Info.Name, StringComparer.Ordinal))
            {
                throw new IOException($"the settings of outputs.{registration.Info.Name} name nothing to write to.");
            }
        }
    }

    // A plugin's output that fails in its own way is left out, as its preprocessors are; one that cannot reach what it is told to write is the user's to mend.
    private static IEventOutput? Create(OutputRegistration registration, OutputOptions options, OutputServices services, Action<string> say)
    {
        try
        {
            var output = registration.Create(options, services);
            return output is null || registration.Plugin is null ? output : new PluginOutput(output);
        }
        catch (Exception fault) when (registration.Plugin is not null && fault is not IOException)
        {
            say($"output {registration.Info.Name} cannot be created, and the others run without it: {FaultNotice.TextOf(fault)}");
            return null;
        }
    }
}
