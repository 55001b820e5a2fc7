using SipIds.Calls;
using SipIds.Calls.Standings;
using SipIds.Packets;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Core.Tests.Calls;

public sealed class LookUpTests
{
    private static readonly KeyHasher s_hasher = KeyHasher.CreateFixed();

    private readonly CallTracker _tracker = new(new(), TimeSpan.Zero, NetPrefixSet.Empty, s_hasher, new Standing(new(), TimeSpan.FromHours(1), TimeSpan.FromMinutes(1), s_hasher));

    private string Known => $"{_tracker.LiveCalls} {_tracker.Statistics.Seen} {_tracker.Standing.IsNew} {string.Join(' ', _tracker.Tables)}";

    [Fact]
    public void Looking_a_message_up_changes_nothing()
    {
        var invite = SipBuilder.Request("INVITE").CallId("known");
        var first = new TestPacket(invite).Open();
        _tracker.Begin(first.Time);
        _tracker.LookUp(first);
        _tracker.Observe(first);
        var before = Known;
        foreach (var message in new[] { invite, invite.CSeq(2).Via("192.0.2.1", "z9hG4bK-2"), SipBuilder.Response(486, invite), SipBuilder.Request("REGISTER").CallId("new") })
        {
            _tracker.LookUp(new TestPacket(message) { Time = TestClock.Start + TimeSpan.FromHours(3) }.Open());
            Assert.Equal(before, Known);
        }
    }
}
