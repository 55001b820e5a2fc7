using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Origin.Calls;

namespace SipIds.Preprocessors.Tests.Origin;

public sealed class ReferTests
{
    [Fact]
    public void A_REFER_from_neither_party_is_reported_with_both()
    {
        var reported = Assert.Single(Sensor().Talk().Send(Mallory, Bob, Refer).Last);
        Assert.Equal((5002, "expected 192.0.2.1:5060 or 192.0.2.2:5060"), (reported.Sid, reported.Detail));
    }

    [Fact]
    public void Either_party_may_transfer_the_call() =>
        Assert.Empty(Sensor().Talk().Send(Alice, Bob, Refer).Send(Bob, Alice, InCallOfBob("REFER").Header("Refer-To", "<sip:carol@example.com>")).Names);

    [Fact]
    public void A_REFER_that_is_dropped_leaves_no_transfer_behind()
    {
        var invite = SipBuilder.Request("INVITE", "sip:carol@example.com").Number(9).Header("Referred-By", "<sip:alice@example.com>");
        Assert.Equal(["origin-refer"], Sensor(inline: true).Talk().Send(Mallory, Bob, Refer).Send("192.0.2.50:5060", Proxy, invite).Names);
    }
}
