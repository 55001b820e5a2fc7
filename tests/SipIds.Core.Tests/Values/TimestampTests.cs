using SipIds.Packets;

namespace SipIds.Core.Tests.Values;

public class TimestampTests
{
    [Fact]
    public void A_moment_is_written_in_utc_with_microseconds() =>
        Assert.Equal("2026-01-01T00:00:00.123456Z", Timestamp.FromUnix(1_767_225_600, 123_456_789).ToString());

    [Fact]
    public void Moments_differ_by_a_span_and_a_span_moves_them()
    {
        var start = Timestamp.FromUnix(100);
        var later = start + TimeSpan.FromMilliseconds(1500);
        Assert.Equal(Timestamp.FromUnix(101, 500_000_000), later);
        Assert.Equal(TimeSpan.FromMilliseconds(1500), later - start);
        Assert.Equal(TimeSpan.FromMilliseconds(-1500), start - later);
        Assert.Equal(101, later.Seconds);
    }

    [Fact]
    public void Moments_have_an_order()
    {
        var (early, late) = (Timestamp.FromUnix(1), Timestamp.FromUnix(2));
        Assert.True(early < late && early <= late && late > early && late >= early);
        Assert.True(early.CompareTo(late) < 0);
    }
}
