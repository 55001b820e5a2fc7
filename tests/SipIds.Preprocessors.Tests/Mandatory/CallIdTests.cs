using SipIds.Preprocessors.Mandatory;

namespace SipIds.Preprocessors.Tests.Mandatory;

public sealed class CallIdTests
{
    [Theory]
    [InlineData("@192.0.2.1", "empty localid: @192.0.2.1")]
    [InlineData("abc@", "empty host: abc@")]
    [InlineData("abc def@192.0.2.1", "no word: abc def@192.0.2.1")]
    public void A_broken_one_is_reported(string callId, string detail)
    {
        var report = Assert.Single(new MandatoryTester().See(Messages.Invite.With("Call-ID", "Call-ID: " + callId)));
        Assert.Equal((2002, detail), (report.Sid, report.Detail));
    }

    [Theory]
    [InlineData("651831833660056304717851")]
    [InlineData("intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{")]
    [InlineData("a@b@192.0.2.1")]
    public void A_legal_or_common_one_is_silent(string callId) =>
        Assert.Empty(new MandatoryTester().See(Messages.Invite.With("Call-ID", "Call-ID: " + callId)));

    [Theory]
    [InlineData(16, 8, "localid@host", 0)]
    [InlineData(16, 8, "localidlocalidlocal@host", 1)]
    [InlineData(16, 8, "localid@long.host.example", 1)]
    [InlineData(16, 8, "localidlocalidlocalid", 1)]
    public void Its_parts_may_be_as_long_as_the_options_say(int local, int host, string callId, int reports) =>
        Assert.Equal(reports, new MandatoryTester(new() { CallIdLocalMax = local, CallIdHostMax = host })
            .See(Messages.Invite.With("Call-ID", "Call-ID: " + callId)).Count);

    [Theory]
    [InlineData("abc", 1)]
    [InlineData("abc@host", 0)]
    public void A_host_can_be_required(string callId, int reports) =>
        Assert.Equal(reports, new MandatoryTester(new() { CallIdHost = CallIdHost.Required }).See(Messages.Invite.With("Call-ID", "Call-ID: " + callId)).Count);
}
