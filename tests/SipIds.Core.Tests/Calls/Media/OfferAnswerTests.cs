using SipIds.Calls.Media;
using SipIds.Packets;
using SipIds.Sip.Sdp;
using SipIds.Testing;

namespace SipIds.Core.Tests.Calls.Media;

public sealed class OfferAnswerTests
{
    private const string Client = TrackerDriver.Client;
    private const string Proxy = TrackerDriver.Proxy;
    private const string Device = TrackerDriver.Device;
    private const string CallerMedia = "192.0.2.1:40000";
    private const string CalleeMedia = "192.0.2.2:50000";

    private static readonly SipBuilder s_bare = SipBuilder.Request("INVITE").Via(Client, "z9hG4bK-i1");
    private static readonly SipBuilder s_invite = s_bare.Sdp("192.0.2.1", 40000, 0, 8);

    private readonly TrackerDriver _driver = new();

    private CallMedia Media => _driver.Tracker.Context.Call.Media;

    [Fact]
    public void An_offer_alone_is_no_agreement()
    {
        _ = _driver.Pass(s_invite);
        Assert.Equal(0, Media.Count);
    }

    [Fact]
    public void The_answer_chooses_the_encoding()
    {
        Establish();
        Assert.Equal((1, CallerMedia, CalleeMedia), (Media.Count, At(Media.Caller), At(Media.Callee)));
        Assert.Equal((MediaKind.Audio, "PCMU", "PCMA", SdpDirection.SendRecv), (Media.Caller[0].Kind, Media.Caller[0].Encoding, Media.EncodingOf(0), Media.DirectionOf(0)));
    }

    [Fact]
    public void Early_media_is_an_agreement_that_the_final_answer_may_change()
    {
        _ = _driver.Pass(s_invite);
        Assert.Equal("192.0.2.9:50000", AnswerOf(183, s_invite, "192.0.2.9"));
        Assert.Equal(CalleeMedia, AnswerOf(200, s_invite, "192.0.2.2"));
    }

    [Fact]
    public void A_2xx_that_offers_is_answered_in_the_ACK()
    {
        _ = _driver.Pass(s_bare);
        _ = AnswerOf(200, s_bare, "192.0.2.2");
        Assert.Equal(0, Media.Count);
        _ = _driver.Pass(InDialog("ACK", 1).Sdp("192.0.2.1", 40000, 8));
        Assert.Equal((1, CallerMedia, CalleeMedia), (Media.Count, At(Media.Caller), At(Media.Callee)));
        _ = AnswerOf(200, s_bare, "192.0.2.2");
        Assert.Equal(1, Media.Count);
    }

    [Fact]
    public void A_reliable_response_that_offers_is_answered_in_the_PRACK()
    {
        _ = _driver.Pass(s_bare);
        _ = Respond(SipBuilder.Response(183, s_bare).Header("RSeq", "1").Sdp("192.0.2.2", 50000, 8));
        _ = _driver.Pass(InDialog("PRACK", 2).Header("RAck", "1 1 INVITE").Sdp("192.0.2.1", 40000, 8));
        Assert.Equal((1, CallerMedia, CalleeMedia), (Media.Count, At(Media.Caller), At(Media.Callee)));
    }

    [Fact]
    public void A_response_that_is_not_reliable_offers_nothing()
    {
        _ = _driver.Pass(s_bare);
        _ = AnswerOf(183, s_bare, "192.0.2.2");
        _ = _driver.Pass(InDialog("PRACK", 2).Sdp("192.0.2.1", 40000, 8));
        Assert.Equal(0, Media.Count);
    }

    [Theory]
    [InlineData("INVITE")]
    [InlineData("UPDATE")]
    public void A_call_on_hold_flows_one_way(string method)
    {
        Establish();
        var hold = InDialog(method, 2).Body("application/sdp", Sdp("192.0.2.1", "audio 40000 RTP/AVP 8", "a=sendonly"));
        _ = _driver.Pass(hold);
        Assert.Equal(SdpDirection.SendRecv, Media.DirectionOf(0));
        _ = Respond(SipBuilder.Response(200, hold).Body("application/sdp", Sdp("192.0.2.2", "audio 50000 RTP/AVP 8", "a=recvonly")));
        Assert.Equal(SdpDirection.SendOnly, Media.DirectionOf(0));
    }

    [Fact]
    public void The_side_that_was_called_may_move_its_media()
    {
        Establish();
        var moved = SipBuilder.Request("INVITE", "sip:alice@192.0.2.1").Via(Proxy, "z9hG4bK-r1").From("sip:bob@example.com", "b1").To("sip:alice@example.com", "a1").Sdp("192.0.2.7", 50002, 8);
        _ = _driver.Pass(moved, Proxy, Client);
        _ = _driver.Pass(SipBuilder.Response(200, moved).Sdp("192.0.2.1", 40000, 0));
        Assert.Equal((CallerMedia, "192.0.2.7:50002", "PCMU"), (At(Media.Caller), At(Media.Callee), Media.EncodingOf(0)));
    }

    [Fact]
    public void A_change_that_is_refused_changes_nothing()
    {
        Establish();
        var moved = InDialog("INVITE", 2).Sdp("192.0.2.99", 1, 8);
        _ = _driver.Pass(moved);
        _ = _driver.Back(488, moved);
        Assert.Equal(CallerMedia, At(Media.Caller));
    }

    [Fact]
    public void An_answer_from_elsewhere_changes_nothing()
    {
        Establish();
        _ = _driver.Pass(SipBuilder.Response(200, s_invite).Sdp("203.0.113.9", 6666, 8), "203.0.113.9:5060", Client);
        Assert.Equal(CalleeMedia, At(Media.Callee));
    }

    [Fact]
    public void An_answer_of_another_dialog_changes_nothing()
    {
        Establish();
        var moved = InDialog("INVITE", 2).To("sip:bob@example.com", "foreign").Sdp("192.0.2.99", 1, 8);
        _ = _driver.Pass(moved);
        _ = Respond(SipBuilder.Response(200, moved).Sdp("192.0.2.98", 1, 8));
        Assert.Equal((CallerMedia, CalleeMedia), (At(Media.Caller), At(Media.Callee)));
    }

    [Fact]
    public void On_several_hops_both_sides_are_those_of_one_hop()
    {
        var forwarded = s_invite.PushVia(Proxy, "z9hG4bK-h1").Sdp("192.0.2.2", 30000, 0, 8);
        _ = _driver.Pass(s_invite);
        _ = _driver.Pass(forwarded, Proxy, Device);
        _ = _driver.Pass(SipBuilder.Response(200, forwarded).Sdp("192.0.2.3", 50000, 8), Device, Proxy);
        Assert.Equal(("192.0.2.2:30000", "192.0.2.3:50000"), (At(Media.Caller), At(Media.Callee)));
        _ = Respond(SipBuilder.Response(200, s_invite).Sdp("192.0.2.2", 30002, 8));
        Assert.Equal((CallerMedia, "192.0.2.2:30002"), (At(Media.Caller), At(Media.Callee)));
    }

    private void Establish()
    {
        _ = _driver.Pass(s_invite);
        _ = AnswerOf(200, s_invite, "192.0.2.2");
    }

    private string AnswerOf(int status, SipBuilder invite, string address) => Respond(SipBuilder.Response(status, invite).Sdp(address, 50000, 8));

    private string Respond(SipBuilder response)
    {
        _ = _driver.Pass(response, Proxy, Client);
        return Media.Callee.Count == 0 ? "" : At(Media.Callee);
    }

    private static SipBuilder InDialog(string method, int cseq) =>
        SipBuilder.Request(method).Via(Client, $"z9hG4bK-{method}{cseq}").To("sip:bob@example.com", "b1").CSeq(cseq);

    private static string Sdp(string address, params ReadOnlySpan<string> media) =>
        $"v=0\r\no=- 1 2 IN IP4 {address}\r\ns=-\r\nc=IN IP4 {address}\r\nt=0 0\r\nm={string.Join("\r\n", media.ToArray())}\r\n";

    private static string At(in MediaDescription description) => new NetEndpoint(description.Address, description[0].Port).ToString();
}
