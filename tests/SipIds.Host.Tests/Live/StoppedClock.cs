namespace SipIds.Host.Tests.Live;

/// <summary>A clock that goes on when a test says so.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public TimeSpan Now { get; set; } = TimeSpan.FromDays(1);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;
}
