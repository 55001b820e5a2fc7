namespace SipIds.Host.Tests.Live;

/// <summary>What a run counts, for whoever looks from another thread.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void A_snapshot_is_published_again_and_again_and_one_that_was_taken_does_not_change()
    {
        var source = new FakeSource();
        using var live = new LiveTest().Start(source);
        live.Eventually(() => live.Snapshots.Latest is not null);
        var before = live.Snapshots.Latest!;

        source.Send(LiveTest.Invites(3));
        live.Eventually(() => live.Snapshots.Latest!.Pipeline.Messages.Messages == 3);

        var after = live.Snapshots.Latest!;
        Assert.Equal((0, 0), (before.Pipeline.Messages.Messages, before.Pipeline.Calls!.Newest.Count));
        Assert.Equal(["sip:bob3@example.com", "sip:bob2@example.com", "sip:bob1@example.com"], after.Pipeline.Calls!.Newest.Select(call => call.To), StringComparer.Ordinal);
        Assert.Contains(after.Pipeline.Tables, table => table is { Name: "calls", Used: 3 });
        Assert.Equal((source.Name, 3L), (after.Sources.Single().Name, after.Sources.Single().Counters.Received));
        Assert.Equal(["text log standard output", $"EVE log {live.EvePath}"], after.Outputs.Select(output => output.Name), StringComparer.Ordinal);
        Assert.True(after.Uptime > before.Uptime);
    }
}
