using SipIds.Settings;

namespace SipIds.Core.Tests.Values;

public class ByteSizeTests
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("1500", 1500)]
    [InlineData("1500B", 1500)]
    [InlineData("64KiB", 65536)]
    [InlineData("64kib", 65536)]
    [InlineData("2MiB", 2L << 20)]
    [InlineData("1GiB", 1L << 30)]
    [InlineData("9223372036854775807", long.MaxValue)]
    public void A_size_is_a_number_and_a_binary_unit(string text, long bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var size));
        Assert.Equal(bytes, size.Bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("KiB")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.5KiB")]
    [InlineData("1KB")]
    [InlineData("1 KiB")]
    [InlineData("1e3")]
    [InlineData("9223372036854775808")]
    [InlineData("9007199254740992KiB")]
    [InlineData("8589934592GiB")]
    public void Anything_else_is_refused(string text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1500, "1500")]
    [InlineData(65536, "64KiB")]
    [InlineData(1L << 20, "1MiB")]
    [InlineData(3L << 30, "3GiB")]
    public void A_size_is_written_with_the_largest_unit_that_divides_it(long bytes, string text)
    {
        Assert.Equal(text, new ByteSize(bytes).ToString());
        Assert.True(ByteSize.TryParse(text, out var size));
        Assert.Equal(bytes, size.Bytes);
    }
}
