using System.Text;
using SipIds.Capture.NfQueue;

namespace SipIds.Capture.Tests.NfQueue;

public class QueueStatisticsTests
{
    private const string Table = """
            0   1234     0 2 65531     0     0        5  1
           17  98765    12 2 65531     3     4   100000  1

        """;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(17, 7)]
    public void The_two_counts_of_a_queue_are_added(ushort queue, long dropped)
    {
        Assert.True(QueueStatistics.TryFind(Encoding.ASCII.GetBytes(Table), queue, out var found));
        Assert.Equal(dropped, found);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData(Table, 1)]
    [InlineData("    0   1234     0 2 65531     0", 0)]
    [InlineData("    0   1234     0 2 65531     0     x", 0)]
    [InlineData("    0   1234     0 2 65531 99999999999 0", 0)]
    public void A_queue_that_is_not_there_or_not_whole_is_not_found(string table, ushort queue) =>
        Assert.False(QueueStatistics.TryFind(Encoding.ASCII.GetBytes(table), queue, out _));
}
