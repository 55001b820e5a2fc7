using SipIds.Host.Live;
using SipIds.Packets;

namespace SipIds.Host.Tests.Live;

public sealed class LiveClockTests
{
    private readonly LiveClock _clock = new();

    [Fact]
    public void A_frame_that_is_a_little_older_than_the_last_has_its_time()
    {
        _clock.Read(Timestamp.FromUnix(1000, 500));

        Assert.Equal(Timestamp.FromUnix(1000, 500), _clock.Read(Timestamp.FromUnix(1000, 100)));
        Assert.Equal(Timestamp.FromUnix(1000, 600), _clock.Read(Timestamp.FromUnix(1000, 600)));
    }

    [Fact]
    public void When_the_clock_is_set_back_time_goes_on_from_where_it_was()
    {
        _clock.Read(Timestamp.FromUnix(10_000));

        Assert.Equal(Timestamp.FromUnix(10_000), _clock.Read(Timestamp.FromUnix(6400)));
        Assert.Equal(Timestamp.FromUnix(10_007), _clock.Read(Timestamp.FromUnix(6407)));
        Assert.Equal(TimeSpan.FromHours(1), _clock.Ahead);
    }
}
