using System.Diagnostics;
using System.Runtime.InteropServices;
using SipIds.Host.Live;
using SipIds.Host.Settings;
using SipIds.Packets.Sources;

namespace SipIds.Host.Discovery;

/// <summary>Interfaces watched for a while, all frames of them: SIP may be on ports that nobody named.</summary>
internal sealed class LiveWatch : IDisposable
{
    private const int FramesAtOnce = 1024;
    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(50);

    private readonly List<ILiveSource> _sources;
    private readonly RunSignals _signals = new(PosixSignalRegistration.Create);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TimeSpan? _duration;

    // What two interfaces saw is put into order of time.
    private readonly FrameQueue? _queue;
    private bool _isIdle;

    private LiveWatch(List<ILiveSource> sources, TimeSpan? duration) => (_sources, _duration, _queue) = (sources, duration, sources.Count > 1 ? new() : null);

    /// <summary>The interfaces by number.</summary>
    public IReadOnlyDictionary<int, string> Doors => _sources.Select((source, place) => (source.Name, place)).ToDictionary(s => s.place + 1, s => s.Name);

    public TimeSpan Observed => _clock.Elapsed;

    /// <summary>Frames that the kernel gave up.</summary>
    public long Lost => _sources.Sum(source => source.Counters.KernelDrops);

    /// <summary>Begins to watch; null after it was said on standard error why that cannot be.</summary>
    public static LiveWatch? TryOpen(DiscoveryRequest request)
    {
        var options = request.Sensor.Settings.Section<LiveOptions>().Capture with { Filter = CaptureFilter.None };
        List<ILiveSource> sources = [];
        try
        {
            foreach (var watched in request.Watched)
            {
                sources.AddRange(watched.Open(options, request.Sensor.Settings.Pipeline.Ports, workers: 1));
            }

            Console.Error.WriteLine($"sipids: watching {string.Join(", ", request.Watched.Select(watched => watched.Target))}{(request.Duration is { } time ? $" for {Finding.Evidence.Time(time)}" : "")}; Ctrl-C ends it with the proposals.");
            return new(sources, request.Duration);
        }
        catch (IOException fault)
        {
            Console.Error.WriteLine($"sipids: {fault.Message}");
            sources.ForEach(source => source.Dispose());
            return null;
        }
    }

    /// <summary>Takes frames until the time is over or a signal comes.</summary>
    /// <returns>Whether no interface went away; if one did, that was said on standard error.</returns>
    public bool Run(FrameTaker take)
    {
        try
        {
            while (!_signals.IsEnding && !(_clock.Elapsed >= _duration))
            {
                if (!TakeSome(take))
                {
                    _ = _sources[0].Wait(s_wait);
                }
            }

            _queue?.Release(take, all: true);
            return true;
        }
        catch (IOException fault)
        {
            Console.Error.WriteLine($"sipids: {fault.Message}");
            return false;
        }
        finally
        {
            _clock.Stop();
        }
    }

    public void Dispose()
    {
        _sources.ForEach(source => source.Dispose());
        _signals.Dispose();
    }

    private bool TakeSome(FrameTaker take)
    {
        var took = false;
        for (var place = 0; place < _sources.Count; place++)
        {
            for (var number = 0; number < FramesAtOnce && _sources[place].TryRead(out var frame); number++)
            {
                frame.Ingress = place + 1;
                took = true;
                if (_queue is null)
                {
                    take(frame);
                }
                else
                {
                    _queue.Add(frame);
                }
            }
        }

        _queue?.Release(take, all: !took && _isIdle);
        _isIdle = !took;
        return took;
    }
}
