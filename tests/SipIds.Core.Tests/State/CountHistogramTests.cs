using SipIds.State;

namespace SipIds.Core.Tests.State;

public class CountHistogramTests
{
    private readonly CountHistogram _histogram = new();

    [Fact]
    public void Small_counts_are_kept_exactly()
    {
        Add(1, 1, 2, 63, 7);
        Assert.Equal([(1L, 2L), (2L, 1L), (7L, 1L), (63L, 1L)], _histogram.Values);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(1000)]
    [InlineData(123_456_789)]
    [InlineData(int.MaxValue)]
    public void A_large_count_is_never_understated_and_overstated_by_a_thirty_second_at_most(long count)
    {
        Add(count);
        Assert.InRange(_histogram.Max, count, count + (count / 32));
    }

    [Fact]
    public void What_is_beyond_all_reason_is_taken_for_the_largest()
    {
        Add(long.MaxValue);
        Assert.Equal(int.MaxValue, _histogram.Max);
    }

    [Fact]
    public void A_quantile_is_the_smallest_count_that_so_many_do_not_exceed()
    {
        _histogram.Add(1, 90);
        _histogram.Add(5, 9);
        _histogram.Add(40);
        Assert.Equal((1, 1, 5, 40), (_histogram.Quantile(0), _histogram.Quantile(0.9), _histogram.Quantile(0.99), _histogram.Quantile(1)));
    }

    [Fact]
    public void Those_above_a_count_can_be_told()
    {
        Add(1, 5, 5, 700);
        Assert.Equal((4, 3, 1, 0), (_histogram.CountAbove(0), _histogram.CountAbove(4), _histogram.CountAbove(5), _histogram.CountAbove(5000)));
    }

    [Fact]
    public void A_part_can_be_taken_out_again()
    {
        Add(1, 2, 3, 500);
        var part = new CountHistogram();
        part.Add(500);
        part.Add(3);
        _histogram.Remove(part);
        Assert.Equal((2L, 2L), (_histogram.Total, _histogram.Max));
    }

    [Fact]
    public void An_empty_one_has_no_largest() => Assert.Equal((0L, 0L, 0L), (_histogram.Max, _histogram.Quantile(0.5), _histogram.CountAbove(0)));

    [Fact]
    public void What_is_saved_is_restored()
    {
        Add(1, 1, 64, 100_000);
        using var bytes = new MemoryStream();
        _histogram.Save(new(bytes));
        bytes.Position = 0;
        Assert.Equal(_histogram.Values, CountHistogram.Restore(new(bytes)).Values);
    }

    [Fact]
    public void What_is_cut_short_is_not_restored()
    {
        Add(1, 2, 3);
        using var bytes = new MemoryStream();
        _histogram.Save(new(bytes));
        Assert.Throws<EndOfStreamException>(() => CountHistogram.Restore(new(new MemoryStream(bytes.ToArray()[..^1]))));
    }

    private void Add(params ReadOnlySpan<long> counts)
    {
        foreach (var count in counts)
        {
            _histogram.Add(count);
        }
    }
}
