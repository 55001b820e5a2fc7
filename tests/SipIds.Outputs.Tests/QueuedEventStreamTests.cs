using System.Text;
using SipIds.Outputs.Streams;

namespace SipIds.Outputs.Tests;

public sealed class QueuedEventStreamTests
{
    private static readonly TimeSpan s_never = TimeSpan.FromHours(1);

    [Fact]
    public void Alerts_are_written_in_their_order()
    {
        var memory = new MemoryStream();

        using (var queue = new QueuedEventStream(new BufferedEventStream("memory", () => memory), 1 << 20, s_never))
        {
            for (var number = 0; number < 10_000; number++)
            {
                queue.Append(Encoding.UTF8.GetBytes($"alert {number}\n"));
            }
        }

        Assert.Equal(string.Concat(Enumerable.Range(0, 10_000).Select(number => $"alert {number}\n")), Encoding.UTF8.GetString(memory.ToArray()));
    }

    [Fact]
    public void An_alert_is_written_within_the_interval()
    {
        var stream = new Blocking();
        using var queue = new QueuedEventStream(stream, 1 << 20, TimeSpan.FromMilliseconds(20));
        stream.LetGo();

        queue.Append("one\n"u8);

        Assert.True(stream.Flushed.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Whoever_appends_never_waits_for_a_stuck_stream_and_what_has_no_room_is_counted()
    {
        var stream = new Blocking();
        using var queue = new QueuedEventStream(stream, 4096, TimeSpan.FromMilliseconds(1));
        queue.Append("first\n"u8);
        Assert.True(stream.Entered.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));

        for (var i = 0; i < 1000; i++)
        {
            queue.Append(new byte[100]);
        }

        Assert.Equal("blocking is too slow, and its queue is full", queue.Fault);
        Assert.Equal(1000 - (2048 / 104), queue.Lost);
        stream.LetGo();
    }

    [Fact]
    public void Closing_gives_up_a_stream_that_does_not_come_back_and_counts_what_it_left()
    {
        var stream = new Blocking();
        var queue = new QueuedEventStream(stream, 4096, TimeSpan.FromMilliseconds(1));
        queue.Append("first\n"u8);
        Assert.True(stream.Entered.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        queue.Append("second\n"u8);

        queue.Dispose();

        Assert.Equal((2, false), (queue.Lost, stream.IsDisposed));
        stream.LetGo();
    }

    [Fact]
    public void What_the_stream_loses_is_said_and_counted()
    {
        var queue = new QueuedEventStream(BufferedEventStream.Open("/dev/full"), 4096, s_never);
        queue.Append("one\n"u8);

        queue.Dispose();

        Assert.Equal((1, "/dev/full cannot be written: No space left on device"), (queue.Lost, queue.Fault));
    }

    [Fact]
    public void After_the_end_alerts_are_lost_and_nothing_fails()
    {
        var queue = new QueuedEventStream(new BufferedEventStream("memory", () => new MemoryStream()), 4096, s_never);
        queue.Dispose();

        queue.Append("one\n"u8);
        queue.Flush();
        queue.Reopen();
        queue.Dispose();

        Assert.Equal(1, queue.Lost);
    }

    private sealed class Blocking : IEventStream
    {
        private readonly ManualResetEventSlim _gate = new();

        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim Flushed { get; } = new();

        public bool IsDisposed { get; private set; }

        public string Name => "blocking";

        public long Lost => 0;

        public string? Fault => null;

        public void LetGo() => _gate.Set();

        public void Append(ReadOnlySpan<byte> alert)
        {
            Entered.Set();
            _gate.Wait();
        }

        public void Flush()
        {
            if (Entered.IsSet)
            {
                Flushed.Set();
            }
        }

        public void Dispose() => IsDisposed = true;
    }
}
