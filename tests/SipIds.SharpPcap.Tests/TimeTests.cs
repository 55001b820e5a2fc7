using SharpPcap;
using SipIds.Packets;

namespace SipIds.SharpPcap.Tests;

public sealed class TimeTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1_700_000_000, 999_999, 1_700_000_000_999_999_000)]
    [InlineData(uint.MaxValue, 1, 4_294_967_295_000_001_000)]
    public void Microseconds_are_exact(ulong seconds, ulong microseconds, long expected) =>
        Assert.Equal(new Timestamp(expected), new PosixTimeval(seconds, microseconds, TimestampResolution.Microsecond).ToTimestamp());

    [Theory]
    [InlineData(1_700_000_000, 999_999_999, 1_700_000_000_999_999_999)]
    [InlineData(1, 1, 1_000_000_001)]
    public void Nanoseconds_are_exact(ulong seconds, ulong nanoseconds, long expected) =>
        Assert.Equal(new Timestamp(expected), new PosixTimeval(seconds, nanoseconds, TimestampResolution.Nanosecond).ToTimestamp());

    [Theory]
    [InlineData(-1, 4_294_967_295_000_000_000)]
    [InlineData(int.MinValue, 2_147_483_648_000_000_000)]
    public void Seconds_that_were_taken_for_signed_are_after_2038(int seconds, long expected) =>
        Assert.Equal(new Timestamp(expected), new PosixTimeval(unchecked((ulong)seconds), 0, TimestampResolution.Nanosecond).ToTimestamp());

    [Theory]
    [InlineData(ulong.MaxValue, ulong.MaxValue)]
    [InlineData(0, ulong.MaxValue)]
    [InlineData(long.MaxValue, 0)]
    [InlineData(ulong.MaxValue / 2 + 1, 0)]
    public void No_number_is_too_large(ulong seconds, ulong fraction) =>
        Assert.InRange(new PosixTimeval(seconds, fraction, TimestampResolution.Microsecond).ToTimestamp().Nanoseconds, 0, long.MaxValue);
}
