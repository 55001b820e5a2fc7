using System.Text;
using SipIds.Capture.PcapFile;
using SipIds.Packets;
using SipIds.Packets.Sources;

namespace SipIds.Capture.Tests.PcapFile;

public sealed class TimeOrderedSourceTests
{
    private static readonly Timestamp s_start = Timestamp.FromUnix(1000);

    [Fact]
    public void What_is_in_order_stays_as_it_is()
    {
        using var source = Ordered((0, ""), (0, ""), (1, ""), (60, ""), (1000, ""));
        Assert.Equal([1, 2, 3, 4, 5], Numbers(source));
        Assert.Equal((0, 0), (source.Moved, source.Late));
    }

    [Fact]
    public void A_frame_that_is_late_by_less_than_the_window_is_put_where_its_time_is()
    {
        using var source = Ordered((0, ""), (10, ""), (40, ""), (5, ""), (60, ""));
        Assert.Equal([1, 4, 2, 3, 5], Numbers(source));
        Assert.Equal((1, 0), (source.Moved, source.Late));
    }

    [Fact]
    public void A_frame_that_is_late_by_more_stays_where_it_is_and_is_counted()
    {
        using var source = Ordered((0, ""), (100, ""), (110, ""), (10, ""), (120, ""));
        Assert.Equal([1, 2, 3, 4, 5], Numbers(source));
        Assert.Equal((0, 1), (source.Moved, source.Late));
    }

    [Fact]
    public void A_clock_that_was_set_back_delays_nothing()
    {
        using var source = Ordered((0, ""), (10, ""), (3_600_000, ""), (3_600_010, ""), (20, ""), (30, ""), (25, ""), (40, ""));
        Assert.Equal([1, 2, 3, 4, 5, 7, 6, 8], Numbers(source));
        Assert.Equal((1, 1), (source.Moved, source.Late));
    }

    [Fact]
    public void Bytes_and_lengths_stay_with_their_frame()
    {
        using var source = Ordered((20, "second"), (0, "first"));
        Assert.True(source.TryRead(out var first));
        Assert.Equal(("first", 105, LinkType.Raw, 7), (Encoding.UTF8.GetString(first.Bytes), first.OriginalLength, first.Link, first.Ingress));
        Assert.True(source.TryRead(out var second));
        Assert.Equal("second", Encoding.UTF8.GetString(second.Bytes));
        Assert.False(source.TryRead(out _));
    }

    [Fact]
    public void A_response_waits_for_its_request_though_its_time_is_earlier()
    {
        using var source = Ordered((0, Response("b1", "BYE")), (2, Request("b1", "BYE")), (3, Response("b1", "BYE")));
        Assert.Equal([2, 1, 3], Numbers(source));
    }

    [Fact]
    public void A_response_waits_for_nothing_when_its_request_was_there()
    {
        using var source = Ordered((0, Request("b1", "BYE")), (2, Response("b1", "BYE")), (3, Request("b1", "BYE")));
        Assert.Equal([1, 2, 3], Numbers(source));
    }

    [Theory]
    [InlineData("b2", "BYE")]
    [InlineData("b1", "CANCEL")]
    public void A_response_does_not_wait_for_another_request(string branch, string method)
    {
        using var source = Ordered((0, Response("b1", "BYE")), (2, Request(branch, method)));
        Assert.Equal([1, 2], Numbers(source));
    }

    [Fact]
    public void A_response_does_not_wait_for_a_request_outside_the_window()
    {
        using var source = Ordered((0, Response("b1", "BYE")), (60, Request("b1", "BYE")));
        Assert.Equal([1, 2], Numbers(source));
    }

    [Fact]
    public void More_than_there_is_room_for_is_handed_out_before_the_window_is_over()
    {
        using var source = Ordered([.. Enumerable.Range(0, 3 * TimeOrderedSource.MaxFrames).Select(i => (0.001 * i, "")), (0, "late")]);
        var numbers = Numbers(source);
        Assert.InRange(numbers.IndexOf((3 * TimeOrderedSource.MaxFrames) + 1), (2 * TimeOrderedSource.MaxFrames) - 1, (2 * TimeOrderedSource.MaxFrames) + 1);
        Assert.Equal(1, source.Late);
    }

    [Fact]
    public void Large_frames_wait_in_bounded_memory()
    {
        using var source = Ordered([.. Enumerable.Range(0, 1000).Select(i => (0.01 * i, new string('x', 60_000)))]);
        Assert.Equal(Enumerable.Range(1, 1000).Select(i => (long)i), Numbers(source));
    }

    [Fact]
    public void A_capture_that_cannot_be_read_on_gives_what_was_read_first()
    {
        using var source = new TimeOrderedSource(new List([(0, ""), (1, "")], new IOException("torn")), TimeSpan.FromMilliseconds(50));
        Assert.True(source.TryRead(out _));
        Assert.True(source.TryRead(out _));
        Assert.Equal("torn", Assert.Throws<IOException>(() => source.TryRead(out _)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SIP/2.0")]
    [InlineData(" SIP/2.0 200 OK\r\n")]
    [InlineData("x SIP/2.0\r\nbranch=\r\nCSeq: \r\n")]
    [InlineData("x SIP/2.0\r\nbranch=;CSeq:")]
    [InlineData("x SIP/2.0\r\nVia: SIP/2.0/UDP a;branch=b")]
    public void What_has_no_branch_or_method_belongs_to_no_exchange(string text) => Assert.Equal(default, ExchangeKey.Of(Encoding.UTF8.GetBytes(text)));

    private static string Request(string branch, string method) => $"\0\0{method} sip:a SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK-some-long-{branch};rport\r\nCSeq: 1 {method}\r\n\r\n";

    private static string Response(string branch, string method) => $"\0\0SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK-some-long-{branch}\r\nCSeq: 1 {method}\r\n\r\n";

    private static TimeOrderedSource Ordered(params (double Milliseconds, string Text)[] frames) => new(new List(frames), TimeSpan.FromMilliseconds(50));

    private static List<long> Numbers(TimeOrderedSource source)
    {
        var numbers = new List<long>();
        while (source.TryRead(out var frame))
        {
            numbers.Add(frame.Number);
        }

        return numbers;
    }

    private sealed class List((double Milliseconds, string Text)[] frames, IOException? fault = null) : IPacketSource
    {
        private readonly byte[] _buffer = new byte[65_536];
        private int _next;

        public bool TryRead(out CapturedFrame frame)
        {
            if (_next == frames.Length)
            {
                frame = default;
                return fault is null ? false : throw fault;
            }

            var (milliseconds, text) = frames[_next++];
            var length = Encoding.UTF8.GetBytes(text, _buffer);
            frame = new()
            {
                Time = s_start + TimeSpan.FromMilliseconds(milliseconds),
                Number = _next,
                Link = LinkType.Raw,
                Ingress = 7,
                OriginalLength = length + 100,
                Bytes = _buffer.AsSpan(0, length),
            };
            return true;
        }

        public void Dispose()
        {
        }
    }
}
