using SipIds.Host.Settings;
using SipIds.Packets.Sources;

namespace SipIds.Host.Live;

/// <summary>Sees that the pipeline does not come back, for an endless loop in a preprocessor say, and ends the process in the way that <c>on_failure</c> wants.</summary>
/// <remarks>
/// A thread cannot be taken out of a loop, so the process must end, and whoever started it start it again. With <see cref="FailureMode.Open"/> the sources that can
/// let go first what they hold (<see cref="IInlineSource.StandAside"/>), and the firewall's rules let the rest pass.
/// </remarks>
internal sealed class Watchdog : IDisposable
{
    private readonly PipelineGuard _guard;
    private readonly TimeSpan _limit;
    private readonly TimeProvider _time;
    private readonly Action _onHealthy;
    private readonly Action<TimeSpan> _onHang;
    private readonly ManualResetEventSlim _stop = new();
    private readonly Thread _thread;

    /// <param name="guard">The pipeline.</param>
    /// <param name="limit">How long somebody may be inside it.</param>
    /// <param name="time">The machine's clock.</param>
    /// <param name="onHealthy">Called a few times within that time while all is well.</param>
    /// <param name="onHang">Called once when it is not.</param>
    public Watchdog(PipelineGuard guard, TimeSpan limit, TimeProvider time, Action onHealthy, Action<TimeSpan> onHang)
    {
        _guard = guard;
        _limit = limit;
        _time = time;
        _onHealthy = onHealthy;
        _onHang = onHang;
        _thread = new(Run) { Name = "watchdog", IsBackground = true, Priority = ThreadPriority.AboveNormal };
    }

    public void Start() => _thread.Start();

    public void Dispose()
    {
        _stop.Set();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _stop.Dispose();
    }

    private void Run()
    {
        var interval = TimeSpan.FromTicks(Math.Clamp(_limit.Ticks / 4, TimeSpan.FromMilliseconds(25).Ticks, TimeSpan.FromSeconds(1).Ticks));
        var looked = _time.GetTimestamp();
        while (!_stop.Wait(interval))
        {
            var busy = _guard.Busy;
            var isLate = _time.GetElapsedTime(looked) > interval + (_limit / 2);
            looked = _time.GetTimestamp();
            if (isLate)
            {
                // The whole process stood still, as in a frozen container: whoever is inside had no time to come back either.
                continue;
            }

            if (busy >= _limit)
            {
                _onHang(busy);
                return;
            }

            _onHealthy();
        }
    }
}
