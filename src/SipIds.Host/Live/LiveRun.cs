using SipIds.Host.Files;
using SipIds.Host.Locks;
using SipIds.Host.Outputs;
using SipIds.Host.Pages;
using SipIds.Host.Reading;
using SipIds.Host.Settings;
using SipIds.Packets.Sources;
using SipIds.Pipeline;
using SipIds.Pipeline.Snapshots;

namespace SipIds.Host.Live;

/// <summary>One run of <c>sipids ids</c> or <c>sipids ips</c>: opens everything, watches over it until a signal comes, and ends it in good order.</summary>
internal sealed class LiveRun : IDisposable
{
    private static readonly TimeSpan s_second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_round = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly LiveRequest _request;
    private readonly OutputSet _outputs;
    private readonly LiveHost _host;
    private readonly PipelineSetup _setup;
    private readonly SipIdsPipeline _pipeline;
    private readonly PipelineGuard _guard;
    private readonly SettingsReload _reload;
    private readonly ServiceManager _service;
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<SourceGroup> _sources = [];
    private readonly LiveKnowledge _knowledge;
    private readonly LossWatch _losses;
    private readonly FaultWatch _faults;
    private readonly long _started;
    private readonly SilenceWatch _silence;
    private RunLocks? _uses;
    private IDisposable? _installed;
    private RuleWatch? _rules;
    private volatile bool _hangs;
    private long _maxDelay;
    private long _lastLook;
    private long _lastStatistics;

    private LiveRun(LiveRequest request, OutputSet outputs, LiveHost host)
    {
        _request = request;
        _outputs = outputs;
        _host = host;
        _started = _lastStatistics = host.Time.GetTimestamp();
        _knowledge = new(request.Options.State, request.Learning, Say);
        _setup = LiveSettings.SetupOf(request.Sensor, request.Configuration) with
        {
            Outputs = outputs.All,
            Inline = request.Inline,
            FailsClosed = request.Options.OnFailure is FailureMode.Closed,
            CountObservers = _knowledge.CountObservers,
            Hasher = _knowledge.Hasher,
        };
        _pipeline = new(_setup);
        _knowledge.Restore(_pipeline);
        _guard = new(_pipeline, request.Options.OnFailure, host.Time, Say);
        _reload = new(request.Source, request.Sensor, _guard, host.Time, Say);
        _service = new(host.Environment, host.Time);
        _losses = new(host.Time, Say);
        _faults = new(_guard, Say);
        _silence = new(host.Time, request.IfSilent, Say);
        _maxDelay = request.Options.MaxDelay.Ticks;
    }

    /// <summary>Runs until it is told to end.</summary>
    /// <returns>The exit status.</returns>
    public static int Execute(LiveRequest request, LiveHost host)
    {
        OutputSet outputs;
        RunLocks? locks = null;
        try
        {
            var plan = OutputPlan.OfLiveRun(request.Sensor, request.Outputs);
            locks = RunLocks.OfFiles([.. plan.Files, request.Options.State]);
            LateFile.Try(request.Options.State);
            LateFile.Try(request.Learning?.OutputPath);
            OverwriteGuard.Check([], plan.Files);
            outputs = OutputSet.Open(plan, sentence => host.Errors.WriteLine($"sipids: {sentence}"));
        }
        catch (IOException fault)
        {
            host.Errors.WriteLine($"sipids: {fault.Message}");
            locks?.Dispose();
            return ExitCode.Usage;
        }

        using (locks)
        using (outputs)
        {
            using var run = new LiveRun(request, outputs, host);
            return run.Execute();
        }
    }

    private string State => _request.Inline ? "inline" : "watching";

    public void Dispose()
    {
        _rules?.Dispose();
        _uses?.Dispose();
        _service.Dispose();
        _stopping.Dispose();
    }

    private int Execute()
    {
        Announcement.Write(_host.Errors, _request, _outputs);
        LiveSettings.TellMissingSides(_request.Configuration, Say);
        _ = WarmUp.Run(_setup, _host.Time, _host.WarmUp);
        if (!TryOpen())
        {
            return ExitCode.Unreadable;
        }

        using var watchdog = new Watchdog(_guard, _request.Options.Watchdog, _host.Time, _service.Ping, OnHang);
        _sources.ForEach(source => source.Start());
        watchdog.Start();
        _service.Ready(State);
        Say("running; SIGINT or SIGTERM ends it.");
        while (!_host.Signals.IsEnding && !_hangs)
        {
            _host.Signals.Wait(s_round);
            LookAround();
        }

        if (_hangs)
        {
            return ExitCode.Hung;
        }

        Finish();
        return ExitCode.Done;
    }

    private bool TryOpen()
    {
        try
        {
            _uses = RunLocks.OfNetwork(_request.Uses);
            foreach (var plan in _request.Sources)
            {
                _sources.Add(new(plan, MakeWorker, Say, _stopping.Token));
            }

            _installed = _request.Install?.Invoke();
            _rules = _installed is IMendable rules ? new(rules, Say) : null;
            return true;
        }
        catch (IOException fault)
        {
            Say(fault.Message);
            _sources.ForEach(source => source.Abandon());
            return false;
        }
    }

    private SourceWorker MakeWorker(ILiveSource source)
    {
        var overload = _request.Options.OnFailure is FailureMode.Open ? new OverloadGate(() => TimeSpan.FromTicks(Volatile.Read(ref _maxDelay)), _host.Time) : null;
        return new(source, _guard, overload, _host.Time);
    }

    // What is done beside the packets, a few times a second.
    private void LookAround()
    {
        if (_host.Signals.TakeHangUp())
        {
            OnHangUp();
        }

        if (_reload.IsDue())
        {
            Reload();
        }

        if (_guard.Idle > s_second)
        {
            _guard.Tick(Timestamps.Now(_host.Time));
        }

        if (_host.Time.GetElapsedTime(_lastLook) >= s_second)
        {
            _lastLook = _host.Time.GetTimestamp();
            _outputs.TellFaults(Say);
            _sources.ForEach(source => _losses.Look(source.Statistics));
            _silence.Look(_sources.Sum(source => source.Statistics.Counters.Received));
            TakeSnapshot(_faults.Look);
            _knowledge.Look(_guard, Timestamps.Now(_host.Time));
        }

        var interval = _reload.Running.Section<LiveOptions>().StatsInterval;
        if (interval > TimeSpan.Zero && _outputs.TakesSnapshots && _host.Time.GetElapsedTime(_lastStatistics) >= interval)
        {
            WriteStatistics();
        }
    }

    private void OnHangUp()
    {
        _service.Reloading();
        _outputs.Reopen();
        _reload.Ask();
        if (!_reload.HasFile)
        {
            _service.Ready(State);
        }
    }

    private void Reload()
    {
        _service.Reloading();
        _reload.Reload();
        Volatile.Write(ref _maxDelay, _reload.Running.Section<LiveOptions>().MaxDelay.Ticks);
        _service.Ready(State);
    }

    private void WriteStatistics()
    {
        _lastStatistics = _host.Time.GetTimestamp();
        TakeSnapshot(_ => { }, _outputs.Write);
    }

    // What outputs write of it is written inside, since alerts go to the same outputs.
    private void TakeSnapshot(Action<SipIdsPipeline> look, Action<SensorSnapshot>? write = null)
    {
        SourceStatistics[] sources = [.. _sources.Select(source => source.Statistics)];
        _guard.Use(pipeline =>
        {
            look(pipeline);
            _host.Snapshots.Publish(new()
            {
                Time = Timestamps.Now(_host.Time),
                Uptime = _host.Time.GetElapsedTime(_started),
                Pipeline = PipelineSnapshot.Of(pipeline),
                Sources = sources,
                Outputs = _outputs.Statistics,
                Crashes = _guard.Crashes,
                RulesRestored = _rules?.Restored ?? 0,
            });
            write?.Invoke(_host.Snapshots.Latest!);
        });
    }

    // The firewall's rules go first: then nothing new comes, and what is in the queues gets its verdict.
    private void Finish()
    {
        _service.Stopping();
        _rules?.Dispose();
        Remove();
        _stopping.Cancel();
        foreach (var source in _sources)
        {
            if (!source.Join(s_patience))
            {
                Say("a source did not end in time.");
            }
        }

        if (_outputs.TakesSnapshots)
        {
            WriteStatistics();
        }

        _sources.ForEach(source => _losses.Look(source.Statistics));
        _losses.Finish();
        _outputs.Dispose();
        _outputs.TellLosses(Say);
        _faults.Finish(_pipeline);
        _knowledge.Finish(_pipeline);
        if (!_request.Outputs.WritesJson)
        {
            Summary.WriteLive(Page.OnStandardOutput(_host.Output), _pipeline, [.. _sources.Select(source => source.Statistics)], _host.Time.GetElapsedTime(_started));
        }
    }

    private void Remove()
    {
        try
        {
            _installed?.Dispose();
        }
        catch (IOException fault)
        {
            Say(fault.Message);
        }
    }

    // Nothing here may wait for the pipeline, which does not come back.
    private void OnHang(TimeSpan busy)
    {
        _hangs = true;
        var isOpen = _request.Options.OnFailure is FailureMode.Open;
        Say($"the pipeline has been busy for {busy.TotalSeconds:0.0} s with one batch of packets and is taken to hang; the process ends"
            + (!_request.Inline ? "." : isOpen ? ", and traffic goes on uninspected (on_failure: open)." : ", and traffic does not go on until it runs again (on_failure: closed)."));
        if (isOpen)
        {
            Remove();
            foreach (var source in _sources.SelectMany(source => source.Inline))
            {
                StandAside(source);
            }
        }

        _outputs.Dispose();
        _host.End(ExitCode.Hung);
    }

    private void StandAside(IInlineSource source)
    {
        try
        {
            source.StandAside();
        }
        catch (IOException fault)
        {
            Say(fault.Message);
        }
    }

    private void Say(string sentence)
    {
        try
        {
            _host.Errors.WriteLine($"sipids: {sentence}");
        }
        catch (IOException)
        {
            // Where standard error is gone nobody can be told, and the packets go on.
        }
    }
}
