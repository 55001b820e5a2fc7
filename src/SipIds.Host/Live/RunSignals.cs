using System.Runtime.InteropServices;

namespace SipIds.Host.Live;

/// <summary>The signals of a live run, obeyed from before its settings are read until its outputs are closed: SIGHUP ends a process that does not obey it.</summary>
internal sealed class RunSignals : IDisposable
{
    private readonly object _gate = new();
    private readonly IDisposable[] _registrations;
    private volatile bool _isEnding;
    private bool _isHungUp;
    private bool _hasCome;

    /// <param name="register">Has a handler called whenever a signal comes.</param>
    public RunSignals(Func<PosixSignal, Action<PosixSignalContext>, IDisposable> register) =>
        _registrations = [register(PosixSignal.SIGINT, OnEnd), register(PosixSignal.SIGTERM, OnEnd), register(PosixSignal.SIGHUP, OnHangUp)];

    /// <summary>Whether the run shall end.</summary>
    public bool IsEnding => _isEnding;

    /// <summary>Whether SIGHUP came since this was last asked.</summary>
    public bool TakeHangUp() => Interlocked.Exchange(ref _isHungUp, false);

    /// <summary>Waits for a signal; comes back at once where one came since the last time.</summary>
    public void Wait(TimeSpan longest)
    {
        lock (_gate)
        {
            if (!_hasCome)
            {
                _ = Monitor.Wait(_gate, longest);
            }

            _hasCome = false;
        }
    }

    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());

    // The first signal ends the run in good order; a second one ends the process.
    private void OnEnd(PosixSignalContext context)
    {
        context.Cancel = !_isEnding;
        _isEnding = true;
        Wake();
    }

    private void OnHangUp(PosixSignalContext context)
    {
        context.Cancel = true;
        _ = Interlocked.Exchange(ref _isHungUp, true);
        Wake();
    }

    private void Wake()
    {
        lock (_gate)
        {
            _hasCome = true;
            Monitor.Pulse(_gate);
        }
    }
}
