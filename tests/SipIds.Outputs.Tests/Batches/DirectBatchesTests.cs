using SipIds.Outputs.Batches;

namespace SipIds.Outputs.Tests.Batches;

public sealed class DirectBatchesTests
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void Alerts_of_a_capture_are_all_written_however_many_there_are()
    {
        var target = new Target(maxBatch: 100);
        using (var batches = new DirectBatches(target, new()))
        {
            Write(batches, 10_050);
            batches.Flush();
        }

        Assert.Equal(10_050, target.Batches.Sum(batch => batch.Count));
        Assert.Equal((101, true), (target.Attempts, target.IsDisposed));
    }

    [Fact]
    public void A_target_that_is_away_is_tried_three_times_and_then_once_a_batch_until_it_is_there()
    {
        var away = new IOException("away");
        var target = new Target(maxBatch: 1).Answer(away, away, away, away, null, away);
        using var batches = new DirectBatches(target, new(), s_pause);

        Write(batches, 4);

        // The first three times, the second once, the third is written, the fourth is tried again.
        Assert.Equal((7, 2L, null), (target.Attempts, batches.Lost, batches.Fault));
        Assert.Equal([3, 4], target.Batches.Select(batch => batch.Single().Number));
    }

    private static void Write(DirectBatches batches, int count)
    {
        for (var number = 1; number <= count; number++)
        {
            batches.Write(Some.Alert, Some.Packet(Some.Invite, number));
        }
    }
}
