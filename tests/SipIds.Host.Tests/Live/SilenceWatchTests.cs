using SipIds.Host.Live;

namespace SipIds.Host.Tests.Live;

public sealed class SilenceWatchTests
{
    private readonly List<string> _said = [];
    private readonly StoppedClock _clock = new();
    private readonly SilenceWatch _watch;

    public SilenceWatchTests() => _watch = new(_clock, "is there a rule?", _said.Add);

    [Fact]
    public void A_run_that_never_gets_a_packet_says_so_after_a_minute()
    {
        Look(0, TimeSpan.FromSeconds(59));
        Assert.Empty(_said);
        Look(0, TimeSpan.FromSeconds(1));
        Look(0, TimeSpan.FromHours(1));
        Assert.Equal(["no packet has come since the start; is there a rule?"], _said);
    }

    [Fact]
    public void Packets_that_stop_are_said_after_ten_minutes_and_that_they_come_again()
    {
        Look(5, TimeSpan.FromSeconds(1));
        Look(5, TimeSpan.FromMinutes(9.9));
        Assert.Empty(_said);
        Look(5, TimeSpan.FromMinutes(0.1));
        Look(6, TimeSpan.FromMinutes(1));
        Assert.Equal(["no packet has come for 10 minutes; is there a rule?", "packets come again."], _said);
    }

    [Fact]
    public void A_packet_now_and_then_is_no_silence()
    {
        for (var received = 1; received < 100; received++)
        {
            Look(received, TimeSpan.FromMinutes(9));
        }

        Assert.Empty(_said);
    }

    private void Look(long received, TimeSpan after)
    {
        _clock.Now += after;
        _watch.Look(received);
    }
}
