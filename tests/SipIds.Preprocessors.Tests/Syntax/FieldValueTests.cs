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

    [Fact]
    public void A_date_that_the_capture_may_have_cut_is_not_judged() =>
        Assert.Equal("", new SyntaxDriver { Truncated = true }.See(Messages.Invite(more: "Date: Sat, 13 Nov\r\n")));
}
