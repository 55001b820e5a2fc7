using SipIds.Events;

namespace SipIds.Preprocessors.Tests.Mandatory;

public sealed class DialplanTests
{
    private readonly MandatoryTester _tester = new();

    [Theory]
    [InlineData("201&SIP/trunk/00972599123456")]
    [InlineData("201&SIP%2Ftrunk%2F00972599123456")]
    [InlineData("201%26PJSIP%2F00972599123456%40trunk")]
    [InlineData("201%2526Local%252F900%2540internal")]
    [InlineData("201& dahdi/g0/900")]
    [InlineData("201,sofia/gateway/x/900")]
    [InlineData("201&UnicastRTP/203.0.113.66:4000")]
    [InlineData("201&MulticastRTP/basic/224.0.0.1:4000")]
    [InlineData("201&AudioSocket/203.0.113.66:4000")]
    [InlineData("201%26mISDN%2F1%2F900")]
    [InlineData("201&Bridge/1")]
    [InlineData("201:_:sofia/gateway/x/900")]
    [InlineData("201:_:user/900")]
    [InlineData("201%3A_%3Aloopback%2F900")]
    [InlineData("201%7CZap/1/900")]
    [InlineData("201,1,System(reboot)")]
    [InlineData("201,AGI,x")]
    [InlineData("201%2C1%2CDial(SIP/900)")]
    [InlineData("${EXTEN}")]
    [InlineData("%24%7BSHELL(id)%7D")]
    [InlineData("$[1+1]")]
    [InlineData("201:x&SIP/900")]
    public void A_number_that_a_dial_plan_would_take_apart_is_reported(string user)
    {
        Assert.True(IsReported(Messages.Invite.With("INVITE", $"INVITE sip:{user}@example.com SIP/2.0")));
        Assert.True(IsReported(Messages.Invite.With("To", $"To: <sip:{user}@example.com>")));
    }

    [Theory]
    [InlineData("AT&T")]
    [InlineData("r&d/office")]
    [InlineData("sales&local")]
    [InlineData("broker&agent")]
    [InlineData("agent/7")]
    [InlineData("201:_:smile")]
    [InlineData("5551234,,123%23")]
    [InlineData("smith,john(home)")]
    [InlineData("system")]
    [InlineData("cost$5")]
    [InlineData("1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*")]
    [InlineData("user;par=u%40example.net")]
    [InlineData("*72201")]
    [InlineData("sip/trunk")]
    public void An_honest_number_or_name_is_silent(string user)
    {
        Assert.False(IsReported(Messages.Invite.With("INVITE", $"INVITE sip:{user}@example.com SIP/2.0")));
        Assert.False(IsReported(Messages.Invite.With("To", $"To: <sip:{user}@example.com>")));
    }

    [Fact]
    public void A_long_number_before_it_hides_nothing() =>
        Assert.True(IsReported(Messages.Invite.With("INVITE", $"INVITE sip:{new string('1', 240)}&SIP/trunk/900@example.com SIP/2.0")));

    [Fact]
    public void A_response_is_not_blamed_for_whom_the_request_called() =>
        Assert.Empty(_tester.See(Messages.Ok.With("To", "To: <sip:201&SIP/900@example.com>;tag=1")));

    [Fact]
    public void Who_calls_may_have_such_a_name() =>
        Assert.False(IsReported(Messages.Invite.With("From", "From: <sip:201&SIP/900@example.com>;tag=1")));

    private bool IsReported(string message) => _tester.See(message).Any(report => report is { Sid: 2016, Severity: Severity.High });
}
