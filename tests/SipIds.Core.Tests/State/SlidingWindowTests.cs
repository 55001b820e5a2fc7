using SipIds.Packets;
using SipIds.State;

namespace SipIds.Core.Tests.State;

public class SlidingWindowTests
{
    private static readonly Timestamp s_start = Timestamp.FromUnix(1_767_225_600);
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(60);

    private SlidingWindow _window;

    [Fact]
    public void What_is_younger_than_eleven_twelfths_of_the_period_counts()
    {
        Hit(0);
        Hit(30);
        Assert.Equal(3, Hit(54));
    }

    [Theory]
    [InlineData(55, 1)]
    [InlineData(60, 0)]
    [InlineData(1_000_000, 0)]
    public void What_is_older_than_the_period_does_not_count(double after, int count)
    {
        Hit(0);
        Assert.Equal(count, Read(after));
    }

    [Fact]
    public void The_window_slides_bucket_by_bucket()
    {
        for (var second = 0; second < 60; second++)
        {
            Hit(second);
        }

        Assert.Equal([60, 55, 30, 5, 0], new[] { Read(59), Read(60), Read(85), Read(110), Read(115) });
    }

    [Fact]
    public void A_steady_rate_never_counts_for_more_than_a_period()
    {
        for (var step = 0; step < 10_000; step++)
        {
            Assert.InRange(Hit(step * 0.1), 0, 600);
        }

        Assert.InRange(_window.Count, 550, 600);
    }

    [Fact]
    public void A_late_packet_counts_now()
    {
        Hit(100);
        Assert.Equal(2, Hit(90));
        Assert.Equal(2, Read(150));
    }

    [Fact]
    public void A_clock_set_back_starts_the_count_again()
    {
        Hit(1_000_000);
        Assert.Equal(1, Hit(0));
        Assert.Equal(0, Read(61));
    }

    [Theory]
    [InlineData(3, 2)]
    [InlineData(5, 0)]
    [InlineData(50, 0)]
    public void What_is_taken_back_does_not_count(int taken, int left)
    {
        Hit(0, times: 3);
        Hit(20, times: 2);
        _window.Take(taken);
        Assert.Equal(left, Read(20));
    }

    [Fact]
    public void The_newest_is_taken_back_first()
    {
        Hit(0);
        Hit(30);
        _window.Take(1);
        Assert.Equal(0, Read(60));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(1)]
    public void It_knows_since_when_it_counts(int period)
    {
        var span = TimeSpan.FromSeconds(period);
        _ = _window.Hit(s_start, span);
        _ = _window.Hit(s_start + (span / 2), span);
        Assert.InRange(s_start - _window.Since(s_start + (span / 2), span), TimeSpan.Zero, span / SlidingWindow.Buckets);
    }

    [Fact]
    public void An_empty_window_counts_since_now() => Assert.Equal(s_start, _window.Since(s_start, s_period));

    [Fact]
    public void A_bucket_that_is_full_stays_full()
    {
        Hit(0, times: 70_000);
        Assert.Equal(ushort.MaxValue, _window.Count);
        Assert.Equal(0, Read(60));
    }

    [Fact]
    public void A_window_is_40_bytes() => Assert.Equal(40, System.Runtime.CompilerServices.Unsafe.SizeOf<SlidingWindow>());

    private long Hit(double second, int times = 1)
    {
        for (; times > 1; times--)
        {
            _ = _window.Hit(At(second), s_period);
        }

        return _window.Hit(At(second), s_period);
    }

    private long Read(double second) => _window.Read(At(second), s_period);

    private static Timestamp At(double second) => s_start + TimeSpan.FromSeconds(second);
}
