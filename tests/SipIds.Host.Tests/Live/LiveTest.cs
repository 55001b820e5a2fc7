using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using SipIds.Host.Live;
using SipIds.Host.Settings;
using SipIds.Packets.Sources;
using SipIds.Preprocessing;
using SipIds.Preprocessors;
using SipIds.Testing;

namespace SipIds.Host.Tests.Live;

/// <summary>A live run inside the test, on sources of the test.</summary>
internal sealed class LiveTest : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<PosixSignal, Action<PosixSignalContext>> _signals = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private readonly TextWriter _synchronizedErrors;
    private readonly Scratch _scratch = new();

    // A machine that is busy with other tests too makes packets late, and late ones pass uninspected.
    private readonly List<string> _overrides = ["live.max_delay=1m"];

    private Task<int>? _run;

    public LiveTest() => _synchronizedErrors = TextWriter.Synchronized(_errors);

    public PreprocessorRegistry Registry { get; init; } = BuiltIn.Register(new());

    public bool Inline { get; init; } = true;

    /// <summary>For how long limits are measured; null for not at all.</summary>
    public TimeSpan? Learns { get; init; }

    public Func<IDisposable>? Install { get; init; }

    public Func<string, string?> Environment { get; init; } = _ => null;

    /// <summary>The status with which the run ended the process by itself.</summary>
    public int? EndedBy { get; private set; }

    /// <summary>What the run has counted, as it publishes it.</summary>
    public SnapshotBoard Snapshots { get; } = new();

    /// <summary>The EVE log.</summary>
    public string EvePath => _scratch["eve.json"];

    /// <summary>The file with the proposals of a run that learns.</summary>
    public string ProposalPath => _scratch["proposal.yaml"];

    /// <summary>The file of the setting <c>state</c>.</summary>
    public string StatePath => _scratch["state"];

    public string SettingsPath => _scratch["sipcnf.yaml"];

    public string Errors
    {
        get
        {
            lock (_synchronizedErrors)
            {
                return _errors.ToString();
            }
        }
    }

    public string Output => _output.ToString();

    public string Eve
    {
        get
        {
            using var file = new StreamReader(new FileStream(EvePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            return file.ReadToEnd();
        }
    }

    public LiveTest Settings(string yaml)
    {
        File.WriteAllText(SettingsPath, yaml);
        return this;
    }

    public LiveTest Set(params string[] overrides)
    {
        _overrides.AddRange(overrides);
        return this;
    }

    /// <summary>Starts on sources that are there, and waits until it runs.</summary>
    public LiveTest Start(params ILiveSource[] sources) => Start([.. sources.Select(source => SourcePlan.Single(source.Name, () => source))]);

    public LiveTest Start(params SourcePlan[] plans)
    {
        var source = new SettingsSource(Registry, File.Exists(SettingsPath) ? SettingsPath : null, _overrides);
        var request = new LiveRequest
        {
            Source = source,
            Sensor = source.Load()!,
            Outputs = new() { EvePath = EvePath },
            Inline = Inline,
            Sources = plans,
            Install = Install,
        };
        request = request with
        {
            Learning = Learns is { } time ? new(new() { Source = source, Sensor = request.Sensor, AlarmsAWeek = 1, OutputPath = ProposalPath }, time, _synchronizedErrors) : null,
        };
        var host = new LiveHost { Output = _output, Errors = _synchronizedErrors, Environment = Environment, Signals = new(Register), End = code => EndedBy = code, Snapshots = Snapshots, WarmUp = TimeSpan.Zero };
        _run = Task.Factory.StartNew(() => LiveRun.Execute(request, host), TaskCreationOptions.LongRunning);
        Eventually(() => Errors.Contains("running;", StringComparison.Ordinal) || _run.IsCompleted);
        return this;
    }

    public void Signal(PosixSignal signal) => _signals[signal](new(signal));

    /// <summary>Ends the run as systemd does, and returns its exit status.</summary>
    public int Stop()
    {
        Signal(PosixSignal.SIGTERM);
        return End();
    }

    /// <summary>Waits until the run has ended, and returns its exit status.</summary>
    public int End() => _run!.Wait(s_patience) ? _run.Result : throw new TimeoutException($"The run does not end. {Errors}");

    /// <summary>Waits for something that another thread brings about.</summary>
    public void Eventually(Func<bool> holds)
    {
        var since = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < s_patience, $"It does not come about. {Errors}");
            Thread.Yield();
        }
    }

    public static FrameBuilder Invite(int number, string caller = "sip:alice@example.com", string from = "198.51.100.7:5060") =>
        FrameBuilder.Udp(from, "192.0.2.2:5060").Payload(SipBuilder.Request("INVITE", $"sip:bob{number}@example.com").Number(number).From(caller).To($"sip:bob{number}@example.com"));

    public static IEnumerable<FrameBuilder> Invites(int count, int first = 1) => Enumerable.Range(first, count).Select(number => Invite(number));

    public void Dispose()
    {
        if (_run is { IsCompleted: false } && _signals.ContainsKey(PosixSignal.SIGTERM))
        {
            Stop();
        }

        _scratch.Dispose();
    }

    private Registration Register(PosixSignal signal, Action<PosixSignalContext> handler)
    {
        _signals[signal] = handler;
        return new();
    }

    private sealed class Registration : IDisposable
    {
        public void Dispose()
        {
            // The handlers stay: a test may signal a run that has ended.
        }
    }
}
