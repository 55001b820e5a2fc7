using SipIds.Options;
using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Thresholds;

/// <summary>What <c>action_drop: shadow</c> says would be dropped is what <c>true</c> drops, copies included.</summary>
public sealed class RehearsalTests
{
    private const int Calls = 3;
    private const int Invites = 5;
    private const int Copies = 4;

    [Fact]
    public void What_is_sent_again_counts_as_it_does_when_it_is_dropped()
    {
        var (real, rehearsal) = (See(DropMode.True, Invites, Copies), See(DropMode.Shadow, Invites, Copies));
        Assert.Equal((2L * Copies, 0L), (real.Statistics.Dropped, real.Statistics.WouldDrop));
        Assert.Equal((0L, 2L * Copies, Invites * Copies), (rehearsal.Statistics.Dropped, rehearsal.Statistics.WouldDrop, rehearsal.Passed));
    }

    [Fact]
    public void What_passes_counts_nothing_when_it_is_sent_again() =>
        Assert.Equal(0, See(DropMode.Shadow, Calls, Copies).Statistics.WouldDrop);

    [Fact]
    public void Without_a_rehearsal_nothing_counts() =>
        Assert.Equal(0, See(DropMode.False, Invites, Copies).Statistics.WouldDrop);

    [Fact]
    public void A_copy_with_other_bytes_is_judged_by_itself()
    {
        var tester = See(DropMode.Shadow, Invites, copies: 1);
        _ = tester.See(Frame(Invites, "again"));
        Assert.Equal(2, tester.Statistics.WouldDrop);
    }

    private static PipelineTester See(DropMode mode, int invites, int copies) =>
        PipelineTester.Of<ThresholdsPreprocessor, ThresholdsOptions>(new() { Calls = Calls }, new() { ActionDrop = mode }, inline: true)
            .See(Enumerable.Range(0, invites * copies).Select(number => Frame(1 + (number % invites))));

    private static FrameBuilder Frame(int number, string subject = "call") =>
        FrameBuilder.Udp("198.51.100.7:5060", "192.0.2.2:5060").Payload(SipBuilder.Request("INVITE").Number(number).Header("Subject", subject));
}
