using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Origin.Calls;

namespace SipIds.Preprocessors.Tests.Origin;

public sealed class ReferredByTests
{
    private const string Carol = "192.0.2.3:5060";

    private static readonly SipBuilder s_transfer = SipBuilder.Request("INVITE", "sip:carol@example.com")
        .Number(9).From("sip:bob@example.com", "t9").To("sip:carol@example.com").Header("Referred-By", "<sip:alice@example.com>");

    [Fact]
    public void An_INVITE_from_whom_the_REFER_did_not_go_to_is_reported()
    {
        var reported = Assert.Single(Sensor().Talk().Send(Alice, Bob, Refer).Send(Mallory, Carol, s_transfer).Last);
        Assert.Equal((5006, "expected 192.0.2.2:5060"), (reported.Sid, reported.Detail));
    }

    [Theory]
    [InlineData(Bob)]
    [InlineData("192.0.2.2:33333")]
    public void The_referee_obeys(string source) => Assert.Empty(Sensor().Talk().Send(Alice, Bob, Refer).Send(source, Carol, s_transfer).Names);

    [Fact]
    public void Who_copies_the_REFER_is_heard_though_the_referee_obeyed_as_well() => Assert.Equal(["origin-referred-by"], Sensor().Talk()
        .Send(Alice, Bob, Refer).Send(Bob, Carol, s_transfer).Send(Mallory, Carol, s_transfer.Number(10)).Names);

    [Fact]
    public void A_further_hop_of_the_referees_INVITE_is_silent() => Assert.Empty(Sensor().Talk()
        .Send(Alice, Bob, Refer).Send(Bob, Proxy, s_transfer).Send(Proxy, Carol, s_transfer.PushVia(Proxy, "z9hG4bK-p9")).Names);

    [Theory]
    [InlineData("<sip:alice@EXAMPLE.com;user=phone>")]
    [InlineData("\"Alice\" <sip:%61lice@example.com>;cid=\"20398823.2UWQFN309shb3@referrer.example\"")]
    public void The_referrer_may_be_spelt_otherwise(string referrer) => Assert.Equal(["origin-referred-by"], Sensor().Talk()
        .Send(Alice, Bob, Refer.Header("Referred-By", "<sip:alice@example.com>")).Send(Mallory, Carol, s_transfer.Replace("Referred-By", referrer)).Names);

    [Fact]
    public void Each_of_several_referees_obeys() => Assert.Empty(Sensor(Peering("192.0.2.1"))
        .Send(Alice, Bob, Refer).Send(Alice, Carol, Refer.CallId("2")).Send(Bob, Proxy, s_transfer).Send(Carol, Proxy, s_transfer.Number(10)).Names);

    [Fact]
    public void Another_target_or_referrer_is_another_transfer() => Assert.Empty(Sensor().Talk().Send(Alice, Bob, Refer)
        .Send(Mallory, Carol, s_transfer.Replace("Referred-By", "<sip:dave@example.com>"))
        .Send(Mallory, Carol, s_transfer.StartLine("INVITE sip:erin@example.com SIP/2.0").Number(11)).Names);

    [Theory]
    [InlineData(63, 1)]
    [InlineData(64, 0)]
    public void A_REFER_is_remembered_for_64_seconds(int seconds, int reported) => Assert.Equal(
        reported, Sensor().Talk().Send(Alice, Bob, Refer).After(TimeSpan.FromSeconds(seconds)).Send(Mallory, Carol, s_transfer).Reported);
}
