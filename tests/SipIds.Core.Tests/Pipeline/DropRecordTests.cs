using SipIds.Core.Tests.Testing;
using SipIds.Options;
using SipIds.Pipeline;
using SipIds.Pipeline.Verdicts;
using SipIds.Preprocessing;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Core.Tests.Pipeline;

public sealed class DropRecordTests : IDisposable
{
    private readonly DropList _list = new();

    [Fact]
    public void Each_message_that_is_dropped_has_a_record_with_the_event_that_decided()
    {
        var pipeline = Send(DropMode.True, 100);
        Assert.Equal(97, _list.Records.Count);
        Assert.All(_list.Records, record => Assert.Equal(("invite-limit", false, 0), record));
        Assert.Equal(97, Assert.Single(pipeline.Statistics.Drops).Value);
    }

    [Fact]
    public void In_shadow_mode_it_says_what_would_be_dropped()
    {
        _ = Send(DropMode.Shadow, 4);
        Assert.Equal([("invite-limit", true, 0)], _list.Records);
    }

    [Fact]
    public void What_passes_has_none()
    {
        var pipeline = Send(DropMode.False, 100);
        Assert.Empty(_list.Records);
        Assert.Empty(pipeline.Statistics.Drops);
    }

    [Fact]
    public void Too_many_in_a_second_are_left_out_and_counted()
    {
        var pipeline = Send(DropMode.True, 100, new() { DropsPerSender = 20 });
        Assert.Equal(20, _list.Records.Count);
        Assert.Equal((77, 97), (pipeline.Statistics.DropsLeftOut, pipeline.Statistics.Dropped));
    }

    public void Dispose() => _list.Dispose();

    private SipIdsPipeline Send(DropMode mode, int times, AlertLimits? limits = null)
    {
        var pipeline = new SipIdsPipeline(new()
        {
            Registry = new PreprocessorRegistry().Add<InviteLimit, InviteLimitOptions>(),
            Settings = new() { ActionDrop = mode },
            Options = new Dictionary<string, PreprocessorOptions>(StringComparer.Ordinal) { ["invite_limit"] = new InviteLimitOptions { Limit = 3 } },
            Outputs = [_list],
            Hasher = KeyHasher.CreateFixed(),
            AlertLimits = limits ?? new(),
            Inline = true,
        });
        for (var number = 1; number <= times; number++)
        {
            _ = pipeline.Process(new TestPacket(SipBuilder.Request("INVITE").Number(number)).ToFrame().ToFrame());
        }

        return pipeline;
    }
}
