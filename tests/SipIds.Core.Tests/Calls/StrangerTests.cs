using SipIds.Calls;
using SipIds.Testing;

namespace SipIds.Core.Tests.Calls;

/// <summary>What somebody who is no side of a call sends changes nothing that is known of it.</summary>
public sealed class StrangerTests
{
    private const string Client = TrackerDriver.Client;
    private const string Proxy = TrackerDriver.Proxy;
    private const string Stranger = "203.0.113.66:5060";

    private static readonly SipBuilder s_invite = SipBuilder.Request("INVITE").Via(Client, "z9hG4bK-i1").Sdp("192.0.2.1", 40000, 0);

    private readonly TrackerDriver _driver = new();

    private Call Call => _driver.Tracker.Context.Call;

    [Theory]
    [InlineData("INVITE")]
    [InlineData("UPDATE")]
    public void An_offer_of_a_stranger_that_is_accepted_changes_neither_media_nor_sides(string method)
    {
        Establish();
        var offer = SipBuilder.Request(method).Via(Stranger, "z9hG4bK-x1").From("sip:bob@example.com", "b1").To("sip:alice@example.com", "a1").CSeq(500).Sdp("203.0.113.66", 6000, 0);
        _ = _driver.Pass(offer, Stranger, Client);
        _ = _driver.Pass(SipBuilder.Response(200, offer).Sdp("192.0.2.1", 40000, 0), Client, Stranger);
        _ = _driver.Pass(SipBuilder.Request("ACK").Via(Stranger, "z9hG4bK-x2").From("sip:bob@example.com", "b1").To("sip:alice@example.com", "a1").CSeq(500), Stranger, Client);
        Assert.Equal("192.0.2.2", $"{Call.Media.Callee.Address}");
        Assert.False(Call.Caller.HasAddress(TestEndpoint.Parse(Stranger).Address) || Call.Callee.HasAddress(TestEndpoint.Parse(Stranger).Address));
        Assert.Equal(0u, Call.CalleeInviteCSeq);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(486)]
    public void An_answer_from_elsewhere_is_none(int status)
    {
        _ = _driver.Pass(s_invite);
        _ = _driver.Pass(SipBuilder.Response(status, s_invite.ToTag("evil")).Sdp("203.0.113.66", 6000, 0), Stranger, Client);
        Assert.Equal((CallState.WaitFinal, (short)0, 0), (Call.State, Call.FinalStatus, Call.CalleeTags.Count));
        Assert.True(Call.Is(CallFlags.AnsweredElsewhere));
        _ = _driver.Back(200, s_invite.ToTag("b1"));
        Assert.Equal(CallState.WaitAck, Call.State);
    }

    [Fact]
    public void An_answer_of_a_neighbour_of_where_the_INVITE_went_is_one()
    {
        _ = _driver.Pass(s_invite, Client, "198.51.100.17:5060");
        _ = _driver.Pass(SipBuilder.Response(200, s_invite.ToTag("b1")), "198.51.100.18:5060", Client);
        Assert.Equal(CallState.WaitAck, Call.State);
    }

    [Fact]
    public void Copies_of_the_INVITE_leave_its_tags_way_and_number_alone()
    {
        _ = _driver.Pass(s_invite);
        for (var number = 1; number <= 10; number++)
        {
            var copy = s_invite.Via(Stranger, $"z9hG4bK-x{number}").From("sip:alice@example.com", $"x{number}").CSeq(100 + number);
            _ = _driver.Pass(copy, $"203.0.113.{number}:5060");
            _ = _driver.Pass(SipBuilder.Response(180, copy.ToTag($"y{number}")), Proxy, $"203.0.113.{number}:5060");
        }

        Assert.Equal((CallFlags.None, 1u, 0), (Call.Flags, Call.InviteCSeq, Call.CalleeTags.Count));
        _ = _driver.Back(486, s_invite.ToTag("b1"));
        Assert.Equal(CallState.Ended, Call.State);
    }

    [Fact]
    public void A_CANCEL_that_is_refused_leaves_the_call_as_it_was()
    {
        var cancel = SipBuilder.CancelOf(s_invite);
        _ = _driver.Pass(s_invite);
        _ = _driver.Back(180, s_invite.ToTag("b1"));
        _ = _driver.Pass(cancel);
        Assert.True(Call.Is(CallFlags.Cancelled));
        _ = _driver.Back(481, cancel.ToTag("b1"));
        Assert.False(Call.Is(CallFlags.Cancelled));
    }

    private void Establish()
    {
        _ = _driver.Pass(s_invite);
        _ = _driver.Back(180, s_invite.ToTag("b1"));
        _ = _driver.Pass(SipBuilder.Response(200, s_invite.ToTag("b1")).Sdp("192.0.2.2", 50000, 0), Proxy, Client);
        _ = _driver.Pass(SipBuilder.Request("ACK").Via(Client, "z9hG4bK-a1").ToTag("b1"));
    }
}
