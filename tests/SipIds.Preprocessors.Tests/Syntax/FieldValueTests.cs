namespace SipIds.Preprocessors.Tests.Syntax;

public sealed class FieldValueTests
{
    private readonly SyntaxDriver _driver = new();

    [Theory]
    [InlineData("Sat, 13 Nov 2010 23:29:00 GMT")]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT")]
    [InlineData("Sat, 31 Dec 2016 23:59:60 GMT")]
    public void A_date_in_its_one_form_is_silent(string date) => Assert.Equal("", _driver.See(Messages.Invite(more: $"Date: {date}\r\n")));

    [Theory]
    [InlineData("Fri, 01 Jan 2010 16:00:00 EST")]
    [InlineData("Sat, 13 Nov 2010 23:29:00 CEST")]
    [InlineData("Sat, 13 Nov 2010 23:29:00 UTC")]
    [InlineData("Sat, 13 Nov 2010 23:29:00 +0000")]
    [InlineData("Sat, 13 Nov 2010 23:29:00 +0200")]
    [InlineData("Sat, 13 Nov 2010 23:29:00 GMT+2")]
    [InlineData("Sat, 13 Nov 2010 23:29:00")]
    [InlineData("Sat Nov 13 23:29:00 2010")]
    [InlineData("2010-11-13T23:29:00Z")]
    [InlineData("1289690940")]
    [InlineData("")]
    [InlineData("GMT")]
    [InlineData("Sat, 6 Nov 2010 23:29:00 GMT")]
    [InlineData("Saturday, 13-Nov-10 23:29:00 GMT")]
    [InlineData("sat, 13 Nov 2010 23:29:00 GMT")]
    [InlineData("onT, 13 Nov 2010 23:29:00 GMT")]
    [InlineData("Sat, 32 Nov 2010 23:29:00 GMT")]
    [InlineData("Sat, 13 Nov 2010 24:29:00 GMT")]
    [InlineData("Sat, 13 Nov 20x0 23:29:00 GMT")]
    public void A_date_of_another_form_is_mild(string date) => Assert.Equal("(1002)", _driver.See(Messages.Invite(more: $"Date: {date}\r\n")));

    [Theory]
    [InlineData("0", "")]
    [InlineData("3600", "")]
    [InlineData("4294967295", "")]
    [InlineData("4294967296", "(1002)")]
    [InlineData("-1", "(1002)")]
    [InlineData("+60", "(1002)")]
    [InlineData("1 hour", "(1002)")]
    [InlineData("Thu, 01 Dec 1994 16:00:00 GMT", "(1002)")]
    [InlineData("", "(1002)")]
    public void Expires_is_a_number_of_seconds(string expires, string events) => Assert.Equal(events, _driver.See(Messages.Invite(more: $"Expires: {expires}\r\n")));

    [Theory]
    [InlineData("application/sdp", "")]
    [InlineData("multipart/mixed;boundary=\"a b\"", "")]
    [InlineData("text / plain ; charset=utf-8", "")]
    [InlineData("application/\r\n sdp", "")]
    [InlineData("application/vnd.example+xml", "")]
    [InlineData("application", "(1002)")]
    [InlineData("application/", "(1002)")]
    [InlineData("/sdp", "(1002)")]
    [InlineData("application/sdp/x", "(1002)")]
    [InlineData("application/sdp, text/plain", "(1002)")]
    [InlineData("application sdp", "(1002)")]
    [InlineData("", "(1002)")]
    public void A_content_type_has_a_type_and_a_subtype(string type, string events) =>
        Assert.Equal(events, _driver.See(Messages.Invite(more: $"Content-Type: {type}\r\n")));

    [Theory]
    [InlineData(127, "")]
    [InlineData(128, "(1002)")]
    public void A_type_has_no_more_letters_than_can_be_registered(int length, string events) =>
        Assert.Equal(events, _driver.See(Messages.Invite(more: $"Content-Type: application/{new string('x', length)}\r\n")));

    [Theory]
    [InlineData("399 192.0.2.1 \"Unable to find a device handler\"", "")]
    [InlineData("392 192.0.2.1:5060 \"Noisy feedback tells: pid=1 req_src_ip=192.0.2.2\"", "")]
    [InlineData("301 isi.edu \"Incompatible network address type\", 307 isi.edu \"Session parameter not understood\"", "")]
    [InlineData("307 isi.edu\r\n \"folded\"", "")]
    [InlineData("", "(1002)")]
    [InlineData("free text", "(1002)")]
    [InlineData("39 host \"text\"", "(1002)")]
    [InlineData("3999 host \"text\"", "(1002)")]
    [InlineData("399 host text", "(1002)")]
    [InlineData("399 \"text\"", "(1002)")]
    [InlineData("399 host \"text", "(1002)")]
    public void A_warning_is_a_code_an_agent_and_a_text(string warning, string events) => Assert.Equal(events, _driver.See(Messages.Invite(more: $"Warning: {warning}\r\n")));

    [Theory]
    [InlineData("Session-Expires: 90", "")]
    [InlineData("x: 1800;refresher=uac", "")]
    [InlineData("Session-Expires: 1800 ; refresher=uas", "")]
    [InlineData("Min-SE: 90", "")]
    [InlineData("Min-SE: 89", "(1002)")]
    [InlineData("Min-SE: 0", "(1002)")]
    [InlineData("Session-Expires: 60;refresher=uac", "(1002)")]
    [InlineData("Session-Expires: 99999999999", "(1002)")]
    [InlineData("Session-Expires: soon", "(1002)")]
    [InlineData("Session-Expires: -1800", "(1002)")]
    public void A_session_lasts_ninety_seconds_at_least(string line, string events) => Assert.Equal(events, _driver.See(Messages.Invite(more: line + "\r\n")));

    [Theory]
    [InlineData("503 Service Unavailable", "120", "")]
    [InlineData("480 Temporarily Unavailable", "18000;duration=3600", "")]
    [InlineData("486 Busy Here", "120 (I'm in a meeting)", "")]
    [InlineData("404 Not Found", "3600", "")]
    [InlineData("603 Decline", "3600", "")]
    [InlineData("503 Service Unavailable", "later", "(1002)")]
    [InlineData("503 Service Unavailable", "99999999999", "(1002)")]
    [InlineData("200 OK", "120", "(1002)")]
    [InlineData("100 Trying", "120", "(1002)")]
    [InlineData("401 Unauthorized", "120", "(1002)")]
    public void Only_a_refusal_for_a_time_says_when_to_come_back(string status, string after, string events) =>
        Assert.Equal(events, _driver.See(Messages.Invite($"SIP/2.0 {status}", $"Retry-After: {after}\r\n")));

    [Fact]
    public void A_request_that_says_when_to_come_back_is_mild() => Assert.Equal("(1002)", _driver.See(Messages.Invite(more: "Retry-After: 999999999\r\n")));

    [Fact]
    public void A_date_that_the_capture_may_have_cut_is_not_judged() =>
        Assert.Equal("", new SyntaxDriver { Truncated = true }.See(Messages.Invite(more: "Date: Sat, 13 Nov\r\n")));
}
