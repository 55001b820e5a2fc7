using SipIds.Sip;
using static SipIds.Core.Tests.Sip.Messages;

namespace SipIds.Core.Tests.Sip;

public class Rfc4475Tests
{
    [Theory]
    [InlineData("wsinv", SipAnomalies.Folded | SipAnomalies.SpaceBeforeColon)]
    [InlineData("intmeth", SipAnomalies.None)]
    [InlineData("esc01", SipAnomalies.Folded)]
    [InlineData("escnull", SipAnomalies.None)]
    [InlineData("esc02", SipAnomalies.None)]
    [InlineData("lwsdisp", SipAnomalies.None)]
    [InlineData("longreq", SipAnomalies.SpaceBeforeColon)]
    [InlineData("dblreq", SipAnomalies.TrailingBytes | SipAnomalies.TrailingMessage)]
    [InlineData("semiuri", SipAnomalies.Folded)]
    [InlineData("transports", SipAnomalies.None)]
    [InlineData("mpart01", SipAnomalies.None)]
    [InlineData("unreason", SipAnomalies.None)]
    [InlineData("noreason", SipAnomalies.None)]
    public void A_valid_message_has_no_anomaly_but_what_is_legal_and_odd(string name, SipAnomalies anomalies)
    {
        var message = Parse(Corpus.Read("rfc4475", name));
        Assert.Equal(anomalies, message.Anomalies);
        Assert.Equal(SipFieldFaults.None, message.From.Faults | message.To.Faults | message.Via.Faults | message.CSeq.Faults);
        Assert.Equal(SipFieldFaults.None, message.IsRequest ? message.RequestUri.Faults : SipFieldFaults.None);
    }

    [Theory]
    [InlineData("clerr", SipAnomalies.ContentLengthTooLarge)]
    [InlineData("ncl", SipAnomalies.ContentLengthInvalid)]
    [InlineData("ltgtruri", SipAnomalies.RequestUri)]
    [InlineData("lwsruri", SipAnomalies.RequestUri)]
    [InlineData("lwsstart", SipAnomalies.StartLineSpace)]
    [InlineData("trws", SipAnomalies.StartLineSpace)]
    [InlineData("badvers", SipAnomalies.Version)]
    [InlineData("bigcode", SipAnomalies.StatusCode)]
    [InlineData("mcl01", SipAnomalies.ContentLengthConflict)]
    [InlineData("test", SipAnomalies.StartLine)]
    public void A_message_that_is_framed_wrong_is_said_to_be(string name, SipAnomalies anomaly) =>
        Assert.True(Parse(Corpus.Read("rfc4475", name)).Anomalies.HasFlag(anomaly));

    [Fact]
    public void A_number_out_of_range_is_said() =>
        Assert.Equal(SipFieldFaults.Number, Parse(Corpus.Read("rfc4475", "scalar02")).CSeq.Faults & Parse(Corpus.Read("rfc4475", "scalarlg")).CSeq.Faults);

    [Fact]
    public void A_quote_that_nothing_closes_is_said() =>
        Assert.True(Parse(Corpus.Read("rfc4475", "quotbal")).To.Faults.HasFlag(SipFieldFaults.UnbalancedQuote));

    [Fact]
    public void Headers_in_the_request_uri_are_seen() =>
        Assert.Equal("Route=%3Csip:example.com%3E", Parse(Corpus.Read("rfc4475", "escruri")).RequestUri.Headers.Text());

    [Fact]
    public void A_contact_with_headers_outside_brackets_is_said() =>
        Assert.True(NameAddress.Parse(Parse(Corpus.Read("rfc4475", "regbadct")).ValueOf(SipHeaderId.Contact), out var parts).Faults.HasFlag(SipFieldFaults.UnbracketedHeaders));

    [Fact]
    public void Spaces_inside_an_addr_spec_are_said() =>
        Assert.NotEqual(SipFieldFaults.None, Parse(Corpus.Read("rfc4475", "badaspec")).To.Faults);

    [Fact]
    public void A_display_name_that_needs_quotes_is_said() =>
        Assert.Equal(SipFieldFaults.DisplayName, Parse(Corpus.Read("rfc4475", "baddn")).From.Faults);

    [Fact]
    public void Stray_separators_are_said()
    {
        var message = Parse(Corpus.Read("rfc4475", "badinv01"));
        Assert.True(message.Via.Faults.HasFlag(SipFieldFaults.EmptyParameter));
    }

    [Fact]
    public void The_tortuous_invite_is_read_as_meant()
    {
        var message = Parse(Corpus.Read("rfc4475", "wsinv"));
        Assert.Equal("vivekg@chair-dnrc.example.com;unknownparam", message.RequestUri.Text[4..].Text());
        Assert.Equal("1918181833n", message.To.Tag.Text());
        Assert.Equal("J Rosenberg \\\\\\\"", message.From.DisplayName.Text());
        Assert.Equal("98asjd8", message.From.Tag.Text());
        Assert.Equal("0068", message.ValueOf(SipHeaderId.MaxForwards).Text());
        Assert.Equal(9u, message.CSeq.Number);
        Assert.Equal("390skdjuw", message.Via.Branch.Text());
        Assert.Equal("192.168.255.111", message.BottomVia.Host.Text());
        Assert.Equal("application/sdp", message.ValueOf(SipHeaderId.ContentType).Text());
    }

    [Fact]
    public void Escapes_in_a_method_are_its_own_letters()
    {
        var message = Parse(Corpus.Read("rfc4475", "esc02"));
        Assert.Equal(SipMethod.Extension, message.Method);
        Assert.Equal("RE%47IST%45R", message.CSeq.MethodName.Text());
    }

    [Fact]
    public void Semicolons_in_the_user_part_are_no_parameters()
    {
        var uri = Parse(Corpus.Read("rfc4475", "semiuri")).RequestUri;
        Assert.Equal("user;par=u%40example.net", uri.User.Text());
        Assert.True(uri.Parameters.Text.IsEmpty);
    }

    [Fact]
    public void A_parameter_of_the_contact_is_told_from_one_of_its_uri()
    {
        var outside = NameAddress.Parse(Parse(Corpus.Read("rfc4475", "cparam01")).ValueOf(SipHeaderId.Contact), out var outsideParts);
        var inside = NameAddress.Parse(Parse(Corpus.Read("rfc4475", "cparam02")).ValueOf(SipHeaderId.Contact), out var insideParts);
        Assert.True(outside.Parameters.TryGet("unknownparam"u8, out _));
        Assert.True(inside.Uri.Parameters.TryGet("unknownparam"u8, out _));
    }

    [Fact]
    public void Binary_bodies_are_left_whole()
    {
        var message = Parse(Corpus.Read("rfc4475", "mpart01"));
        Assert.Equal(message.AfterHeaders.Length, message.Body.Length);
        Assert.Contains('\0', message.Body.Text());
    }
}
