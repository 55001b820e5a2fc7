using SipIds.Core.Tests.Sip;
using SipIds.Sip;
using SipIds.Testing;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Testing;

public class SipBuilderTests
{
    [Fact]
    public void A_request_is_legal_as_it_is() => Assert.Equal(
        "OPTIONS sip:bob@example.com SIP/2.0\r\n"
        + "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-1\r\n"
        + "Max-Forwards: 70\r\n"
        + "From: <sip:alice@example.com>;tag=a1\r\n"
        + "To: <sip:bob@example.com>\r\n"
        + "Call-ID: call-1@192.0.2.1\r\n"
        + "CSeq: 1 OPTIONS\r\n"
        + "Contact: <sip:alice@192.0.2.1:5060>\r\n"
        + "Content-Length: 0\r\n\r\n",
        SipBuilder.Request("OPTIONS").ToString());

    [Fact]
    public void A_response_copies_what_identifies_its_request()
    {
        var request = SipBuilder.Request("INVITE").PushVia("192.0.2.9", "z9hG4bK-9").Header("Record-Route", "<sip:p;lr>").Sdp("192.0.2.1", 40000);
        Assert.Equal(
            "SIP/2.0 180 Ringing\r\n"
            + "Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK-9\r\n"
            + "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK-1\r\n"
            + "From: <sip:alice@example.com>;tag=a1\r\n"
            + "To: <sip:bob@example.com>;tag=b1\r\n"
            + "Call-ID: call-1@192.0.2.1\r\n"
            + "CSeq: 1 INVITE\r\n"
            + "Record-Route: <sip:p;lr>\r\n"
            + "Content-Length: 0\r\n\r\n",
            SipBuilder.Response(180, request).ToString());
    }

    [Fact]
    public void A_tag_that_is_there_stays() =>
        Assert.Equal("x", Parse(SipBuilder.Response(200, SipBuilder.Request("BYE").To("sip:bob@example.com", "x"))).To.Tag.Text());

    [Fact]
    public void A_trying_has_no_tag() => Assert.False(Parse(SipBuilder.Response(100, SipBuilder.Request("INVITE"))).To.HasTag);

    [Fact]
    public void A_builder_never_changes()
    {
        var request = SipBuilder.Request("INVITE");
        var before = request.ToString();
        _ = request.Header("X-Foo", "1").Without("Via").CSeq(7).Sdp("192.0.2.1", 1).ContentLength(9).StartLine("x").Number(4);
        Assert.Equal(before, request.ToString());
    }

    [Fact]
    public void A_header_is_replaced_in_its_place_and_its_doubles_go()
    {
        var message = Parse(SipBuilder.Request("INVITE").Header("Max-Forwards", "1").Replace("max-forwards", "2"));
        Assert.Equal("2", message.ValueOf(SipHeaderId.MaxForwards).Text());
        Assert.False(message.IsRepeated(SipHeaderId.MaxForwards));
        Assert.Equal("192.0.2.1", message.Via.Host.Text());
    }

    [Fact]
    public void An_sdp_body_says_where_the_media_goes()
    {
        var message = Parse(SipBuilder.Request("INVITE").Sdp("2001:db8::1", 40000, 0, 8));
        Assert.Equal("application/sdp", message.ValueOf(SipHeaderId.ContentType).Text());
        Assert.Contains("c=IN IP6 2001:db8::1\r\n", message.Body.Text(), StringComparison.Ordinal);
        Assert.Contains("m=audio 40000 RTP/AVP 0 8\r\n", message.Body.Text(), StringComparison.Ordinal);
        Assert.Equal(SipAnomalies.None, message.Anomalies);
    }

    [Fact]
    public void What_is_malformed_stands_as_it_was_asked_for() => Assert.Equal(
        "BAD LINE\nVia: SIP/2.0/TCP h\nraw\nContent-Length: 1e3\n\nhi",
        SipBuilder.Request("X").StartLine("BAD LINE").Via("h", branch: null, "TCP").Without("Max-Forwards").Without("From").Without("To")
            .Without("Call-ID").Without("CSeq").Without("Contact").Body("t", "hi").Without("Content-Type").Line("raw").ContentLength("1e3").LineEnd("\n").ToString());

    [Fact]
    public void A_number_makes_another_transaction()
    {
        var message = Parse(SipBuilder.Request("INVITE").Number(7));
        Assert.Equal(("call-7@192.0.2.1", "a7", "z9hG4bK-7"), (message.CallId.Text(), message.From.Tag.Text(), message.Via.Branch.Text()));
    }
}
