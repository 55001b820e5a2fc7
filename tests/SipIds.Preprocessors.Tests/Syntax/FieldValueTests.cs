namespace SipIds.Preprocessors.Tests.Syntax;

public sealed class FieldValueTests
{
    private readonly SyntaxDriver _driver = new();

    [Theory]
    [InlineData("Sat, 13 Nov 2010 23:29:00 GMT", "")]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", "")]
    [InlineData("Sat, 31 Dec 2016 23:59:60 GMT", "")]
    [InlineData("Fri, 01 Jan 2010 16:00:00 EST", "1002")]
    [InlineData("Sat, 13 Nov 2010 23:29:00 UTC", "1002")]
    [InlineData("Sat, 13 Nov 2010 23:29:00 +0000", "1002")]
    [InlineData("Sat, 13 Nov 2010 23:29:00", "1002")]
    [InlineData("", "1002")]
    [InlineData("GMT", "1002")]
    [InlineData("Sat, 6 Nov 2010 23:29:00 GMT", "(1002)")]
    [InlineData("Saturday, 13-Nov-10 23:29:00 GMT", "(1002)")]
    [InlineData("sat, 13 Nov 2010 23:29:00 GMT", "(1002)")]
    [InlineData("onT, 13 Nov 2010 23:29:00 GMT", "(1002)")]
    [InlineData("Sat, 32 Nov 2010 23:29:00 GMT", "(1002)")]
    [InlineData("Sat, 13 Nov 2010 24:29:00 GMT", "(1002)")]
    [InlineData("Sat, 13 Nov 20x0 23:29:00 GMT", "(1002)")]
    public void A_date_is_in_GMT_and_has_one_form(string date, string events) => Assert.Equal(events, _driver.See(Messages.Invite(more: $"Date: {date}\r\n")));

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
