using System.Diagnostics;
using System.Text;
using SipIds.Configuration;
using SipIds.Configuration.Plugins;
using SipIds.Host.Reading;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessing;

namespace SipIds.Host.Plugins;

/// <summary>Runs one preprocessor alone on a few ordinary messages, and says what it did wrong.</summary>
internal sealed class PluginTrial
{
    private const int WarmUpRounds = 2000;
    private const int RoundsBetweenLooks = 250;

    // One call in 257 is timed, and fifty make a judgement: so often comes each message, unless it is plain before.
    private const int MaxRounds = 16_000;
    private const int SamplesOfTheObvious = 8;
    private const int ObviouslySlow = 20;

    private static readonly NetEndpoint s_caller = new(NetAddress.Parse("192.0.2.1"), 5060);
    private static readonly NetEndpoint s_callee = new(NetAddress.Parse("192.0.2.2"), 5060);
    private static readonly Timestamp s_start = Timestamp.FromUnix(1_767_225_600);

    private readonly byte[][] _messages = [.. TrialMessages.All.Select(Encoding.UTF8.GetBytes)];
    private readonly PreprocessorRegistration _registration;
    private readonly SipIdsPipeline _pipeline;
    private readonly HashSet<string> _undeclared = new(StringComparer.Ordinal);
    private long _sent;

    public PluginTrial(PreprocessorRegistration registration, PreprocessorRegistry registry, SipIdsConfiguration configuration)
    {
        _registration = registration;
        _pipeline = new(new()
        {
            Registry = registry,
            Settings = configuration.Pipeline,
            Budget = configuration.Section<PluginOptions>().Budget,
            Options = registry.Registrations.ToDictionary(
                r => r.Info.Name, r => r == registration ? configuration.OptionsOf(r) : configuration.OptionsOf(r) with { Enabled = false }, StringComparer.Ordinal),
        });
    }

    /// <summary>Writes what it cost, and returns what is wrong.</summary>
    public IReadOnlyList<string> Run(TextWriter output)
    {
        for (var round = 0; round < WarmUpRounds && !IsSlow; round += RoundsBetweenLooks)
        {
            Send(RoundsBetweenLooks);
        }

        var (before, first) = (GC.GetAllocatedBytesForCurrentThread(), _sent);
        var watch = Stopwatch.StartNew();
        do
        {
            Send(RoundsBetweenLooks);
        }
        while (!IsSlow && _sent < (long)MaxRounds * _messages.Length);
        var messages = (double)(_sent - first);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / messages;
        var name = _registration.Info.Name;
        output.WriteLine($"{name} took {_sent:#,0} messages, {PreprocessorLines.Microseconds(watch.Elapsed / messages)} each with the pipeline around it{Own}");
        return
        [
            .. _pipeline.Faults.Select(f => $"{name} failed {f.Count} {(f.Count == 1 ? "time" : "times")}: {f.First}"),
            .. _undeclared.Select(e => $"{name} reports '{e}', which is not among its events"),
            .. Slow.Select(t => $"{name} takes {PreprocessorLines.Microseconds(t.Usual)} a call of {t.Call}; plugins.budget is {PreprocessorLines.Microseconds(t.Budget)}, and the built-in ones stay below 1 µs"),
            .. bytes >= 1 ? [$"{name} allocates {bytes:0} bytes a message; nothing that is called for a packet may"] : Array.Empty<string>(),
        ];
    }

    private IEnumerable<PreprocessorTiming> Slow => _pipeline.Timings.Where(t => t.IsOverBudget || (t.Samples >= SamplesOfTheObvious && t.Usual > ObviouslySlow * t.Budget));

    private bool IsSlow => Slow.Any();

    // What the plugin itself takes, which the pipeline around it does not.
    private string Own
    {
        get
        {
            var timed = _pipeline.Timings.Where(t => t.Samples > 0).Select(t => $"{PreprocessorLines.Microseconds(t.Usual)} a call of {t.Call}").ToList();
            return timed.Count == 0 ? "" : $"; {string.Join(" and ", timed)} by itself";
        }
    }

    private void Send(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var message in _messages)
            {
                var time = s_start + TimeSpan.FromMilliseconds(_sent++);
                foreach (var alert in _pipeline.Process(message, s_caller, s_callee, time))
                {
                    if (!_registration.Info.Events.Contains(alert.Event))
                    {
                        _undeclared.Add(alert.Event.Name);
                    }
                }
            }
        }
    }
}
