using System.Diagnostics;
using System.Text;
using SipIds.Configuration;
using SipIds.Host.Reading;
using SipIds.Packets;
using SipIds.Pipeline;

namespace SipIds.Host.Plugins;

/// <summary>Runs one preprocessor alone on a few ordinary messages, and says what it did wrong.</summary>
internal sealed class PluginTrial
{
    private const int Rounds = 5000;

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
            Options = registry.Registrations.ToDictionary(
                r => r.Info.Name, r => r == registration ? configuration.OptionsOf(r) : configuration.OptionsOf(r) with { Enabled = false }, StringComparer.Ordinal),
        });
    }

    /// <summary>Writes what it cost, and returns what is wrong.</summary>
    public IReadOnlyList<string> Run(TextWriter output)
    {
        Send(Rounds);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        Send(Rounds);
        var messages = (double)Rounds * _messages.Length;
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / messages;
        var name = _registration.Info.Name;
        output.WriteLine($"{name} took {2 * Rounds * _messages.Length:#,0} messages in the pipeline, {PreprocessorLines.Microseconds(watch.Elapsed / messages)} each");
        return
        [
            .. _pipeline.Faults.Select(f => $"{name} failed {f.Count} {(f.Count == 1 ? "time" : "times")}: {f.First}"),
            .. _undeclared.Select(e => $"{name} reports '{e}', which is not among its events"),
            .. bytes >= 1 ? [$"{name} allocates {bytes:0} bytes a message; nothing that is called for a packet may"] : Array.Empty<string>(),
        ];
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
