using SipIds.Outputs.Batches;
using SipIds.Settings;

namespace SipIds.Outputs.Tests.Batches;

public sealed class QueuedBatchesTests
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(1);
    private static readonly OutputServices s_services = new() { IsLive = true, FlushInterval = TimeSpan.FromHours(1), MaxFaults = 2 };

    [Fact]
    public void Alerts_are_written_in_their_order_and_in_batches_of_the_size_that_is_wanted()
    {
        var target = new Target(maxBatch: 4);
        Write(new QueuedBatches(target, s_services), 10).Dispose();

        Assert.Equal([4, 4, 2], target.Batches.Select(batch => batch.Count));
        Assert.Equal(Enumerable.Range(1, 10).Select(number => (long)number), target.Batches.SelectMany(batch => batch).Select(alert => alert.Number));
        Assert.True(target.IsDisposed);
    }

    [Fact]
    public void A_batch_that_is_not_full_is_written_within_the_interval()
    {
        var target = new Target();
        using var queue = Write(new QueuedBatches(target, s_services with { FlushInterval = TimeSpan.FromMilliseconds(20) }), 3);

        Assert.True(target.Wait());
    }

    [Fact]
    public void A_target_that_is_away_gets_the_batch_when_it_is_there_again()
    {
        var target = new Target { Patience = s_pause }.Answer(new HttpRequestException("no route to host"), new IOException("reset"), new TaskCanceledException());
        using var queue = Write(new QueuedBatches(target, s_services, s_pause), 3);
        queue.Flush();

        Assert.True(target.Wait());
        Assert.Equal((4, 3, 0L), (target.Attempts, target.Batches.Single().Count, queue.Lost));
        queue.Dispose();
        Assert.Null(queue.Fault);
    }

    [Fact]
    public void Whoever_writes_never_waits_for_a_stuck_target_and_what_has_no_room_is_counted()
    {
        using var gate = new ManualResetEventSlim();
        var target = new Target { Gate = gate };
        var queue = Write(new QueuedBatches(target, s_services with { Queue = ByteSize.FromKiB(128), FlushInterval = s_pause }), 1);
        Assert.True(target.Entered.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Write(queue, 2000);

        Assert.Equal("web hook is too slow, and its queue is full", queue.Fault);
        Assert.InRange(queue.Lost, 1000, 1999);

        // Stuck for good: the end does not wait, and each alert is written or counted as lost.
        queue.Dispose();
        Assert.Equal((2001L, false), (queue.Lost, target.IsDisposed));
        gate.Set();
    }

    [Fact]
    public void The_end_interrupts_the_pauses_tries_once_more_and_counts_what_is_lost()
    {
        var target = new Target().Answer(new IOException("away"), new IOException("away"));
        var queue = Write(new QueuedBatches(target, s_services, firstPause: TimeSpan.FromHours(1)), 3);
        queue.Flush();
        Assert.True(target.Entered.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));

        queue.Dispose();

        Assert.Equal((2, 3L, "web hook cannot be written: away"), (target.Attempts, queue.Lost, queue.Fault));
        Assert.True(target.IsDisposed);
    }

    [Fact]
    public void A_batch_that_the_target_refuses_is_lost_and_the_next_one_is_written()
    {
        var target = new Target(maxBatch: 2).Answer(new BatchRefusedException("the server answered 400"));
        var queue = Write(new QueuedBatches(target, s_services, s_pause), 4);
        queue.Dispose();

        Assert.Equal((2, 2L, null), (target.Attempts, queue.Lost, queue.Fault));
        Assert.Equal([3, 4], target.Batches.Single().Select(alert => alert.Number));
    }

    [Fact]
    public void An_output_that_fails_in_its_own_way_is_switched_off_after_so_many_faults()
    {
        var target = new Target(maxBatch: 1).Answer(new InvalidOperationException("a\nb."), null, new FormatException("gone"));
        var queue = Write(new QueuedBatches(target, s_services, s_pause), 5);
        queue.Dispose();

        Assert.Equal((3, 4L, "web hook was switched off after 2 failures (plugins.max_faults): FormatException: gone"), (target.Attempts, queue.Lost, queue.Fault));
    }

    [Fact]
    public void After_the_end_alerts_are_lost_and_nothing_fails()
    {
        var target = new Target();
        var queue = new QueuedBatches(target, s_services);
        queue.Dispose();
        Write(queue, 1);
        queue.Flush();
        queue.Dispose();

        Assert.Equal((1L, 0), (queue.Lost, target.Attempts));
    }

    private static QueuedBatches Write(QueuedBatches queue, int count)
    {
        for (var number = 1; number <= count; number++)
        {
            queue.Write(Some.Alert, Some.Packet(Some.Invite, number));
        }

        return queue;
    }
}
