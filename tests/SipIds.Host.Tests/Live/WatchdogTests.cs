using SipIds.Host.Live;
using SipIds.Host.Settings;
using SipIds.Pipeline;
using SipIds.Preprocessors;

namespace SipIds.Host.Tests.Live;

public sealed class WatchdogTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void A_process_that_was_stopped_as_a_whole_does_not_hang()
    {
        var clock = new StoppableClock();
        var guard = Guard(clock);
        var (healthy, hangs) = (0, false);
        using var watchdog = new Watchdog(guard, TimeSpan.FromMilliseconds(400), clock, () => Interlocked.Increment(ref healthy), _ => Volatile.Write(ref hangs, true));
        watchdog.Start();
        Eventually(() => Volatile.Read(ref healthy) > 0);

        using (guard.Enter())
        {
            clock.Stop(TimeSpan.FromMinutes(1));
            var looks = clock.LooksOfWatchdog;
            Eventually(() => clock.LooksOfWatchdog > looks);
        }

        var before = Volatile.Read(ref healthy);
        Eventually(() => Volatile.Read(ref healthy) > before || Volatile.Read(ref hangs));
        Assert.False(hangs);
    }

    [Fact]
    public void Whoever_stays_inside_after_that_hangs()
    {
        var clock = new StoppableClock();
        var guard = Guard(clock);
        var hangs = false;
        using var watchdog = new Watchdog(guard, TimeSpan.FromMilliseconds(400), clock, () => { }, _ => Volatile.Write(ref hangs, true));
        watchdog.Start();

        using (guard.Enter())
        {
            clock.Stop(TimeSpan.FromMinutes(1));
            Eventually(() => Volatile.Read(ref hangs));
        }
    }

    private static PipelineGuard Guard(TimeProvider time) =>
        new(new SipIdsPipeline(new() { Registry = BuiltIn.Register(new()) }), FailureMode.Open, time, _ => { });

    private static void Eventually(Func<bool> holds) => Assert.True(SpinWait.SpinUntil(holds, s_patience));

    // After SIGSTOP and SIGCONT, or in a container that was frozen, every thread sees the time that has passed at once.
    private sealed class StoppableClock : TimeProvider
    {
        private long _stopped;
        private int _looks;

        public int LooksOfWatchdog => Volatile.Read(ref _looks);

        public void Stop(TimeSpan time) => Interlocked.Add(ref _stopped, (long)(time.TotalSeconds * TimestampFrequency));

        public override long GetTimestamp()
        {
            if (Thread.CurrentThread.Name == "watchdog")
            {
                Interlocked.Increment(ref _looks);
            }

            return System.GetTimestamp() + Interlocked.Read(ref _stopped);
        }
    }
}
