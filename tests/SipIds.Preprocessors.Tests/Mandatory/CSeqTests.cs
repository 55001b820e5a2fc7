namespace SipIds.Preprocessors.Tests.Mandatory;

public sealed class CSeqTests
{
    [Theory]
    [InlineData("1 OPTIONS", 2003)]
    [InlineData("1 invite", 2003)]
    [InlineData("1 INVITE2", 2003)]
    [InlineData("1", 2003)]
    [InlineData("1 IN VITE", 2003)]
    [InlineData("2147483648 INVITE", 2004)]
    [InlineData("36893488147419103232 INVITE", 2004)]
    [InlineData("-1 INVITE", 2004)]
    [InlineData("0x10 INVITE", 2004)]
    [InlineData("12abc INVITE", 2004)]
    public void What_is_wrong_is_reported(string cseq, int sid) =>
        Assert.Equal(sid, Assert.Single(new MandatoryTester().See(Messages.Invite.With("CSeq", "CSeq: " + cseq))).Sid);

    [Theory]
    [InlineData("CSeq: 2147483647 INVITE")]
    [InlineData("CSeq: 0 INVITE")]
    [InlineData("cseq: 0009\n  INVITE")]
    [InlineData("CSEQ:1  INVITE")]
    public void A_legal_one_is_silent(string line) => Assert.Empty(new MandatoryTester().See(Messages.Invite.With("CSeq", line)));

    [Fact]
    public void A_number_run_into_the_method_is_neither() =>
        Assert.Equal("2003/2 2004/2", string.Join(' ', new MandatoryTester().See(Messages.Invite.With("CSeq", "CSeq: 1INVITE"))));

    [Fact]
    public void An_extension_method_is_compared_by_its_name()
    {
        var message = Messages.Invite.With("INVITE", "HELLO sip:bob@biloxi.example.com SIP/2.0");
        Assert.Empty(new MandatoryTester().See(message.With("CSeq", "CSeq: 1 HELLO")));
        Assert.Equal("HELLO with CSeq 1 HELLOO", Assert.Single(new MandatoryTester().See(message.With("CSeq", "CSeq: 1 HELLOO"))).Detail);
    }

    [Theory]
    [InlineData("9292394834772304023312 OPTIONS", 2004)]
    [InlineData("1 \"", 2003)]
    public void A_response_needs_a_number_and_a_method_too(string cseq, int sid) =>
        Assert.Equal(sid, Assert.Single(new MandatoryTester().See(Messages.Ok.With("CSeq", "CSeq: " + cseq))).Sid);
}
