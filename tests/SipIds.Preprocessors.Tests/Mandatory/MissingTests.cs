namespace SipIds.Preprocessors.Tests.Mandatory;

public sealed class MissingTests
{
    [Theory]
    [InlineData("Call-ID")]
    [InlineData("CSeq")]
    [InlineData("From")]
    [InlineData("To")]
    [InlineData("Via")]
    public void A_missing_field_is_named(string header)
    {
        var report = Assert.Single(new MandatoryTester().See(Messages.Invite.With(header, null)));
        Assert.Equal((2001, $"no {header}"), (report.Sid, report.Detail));
    }

    [Theory]
    [InlineData("Call-ID")]
    [InlineData("CSeq")]
    [InlineData("From")]
    [InlineData("To")]
    [InlineData("Via")]
    public void A_field_without_a_value_is_missing_and_nothing_else(string header) =>
        Assert.Equal(2001, Assert.Single(new MandatoryTester().See(Messages.Invite.With(header, header + ":  "))).Sid);

    [Fact]
    public void All_that_is_missing_is_in_one_report()
    {
        var message = Messages.Ok.With("Call-ID", null).With("From", null).With("To", null);
        Assert.Equal("no Call-ID, From, To", Assert.Single(new MandatoryTester().See(message)).Detail);
    }

    [Theory]
    [InlineData("Call-ID", "i: a84b4c76e66710@192.0.2.101")]
    [InlineData("From", "F : <sip:alice@atlanta.example.com>;tag=1")]
    [InlineData("To", "tO:\n <sip:bob@biloxi.example.com>")]
    [InlineData("Via", "V: SIP/2.0/UDP 192.0.2.101;branch=z9hG4bK776")]
    public void Another_spelling_is_there(string header, string line) =>
        Assert.Empty(new MandatoryTester().See(Messages.Invite.With(header, line)));
}
