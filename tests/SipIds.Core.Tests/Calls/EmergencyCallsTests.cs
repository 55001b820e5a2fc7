using SipIds.Options;
using SipIds.Testing;

namespace SipIds.Core.Tests.Calls;

public sealed class EmergencyCallsTests
{
    private const int Rate = 10;
    private const string Stranger = "203.0.113.66:5060";

    private readonly TrackerDriver _driver = new();

    public EmergencyCallsTests() => _driver.Tracker.Change(new PipelineOptions { EmergencyRate = Rate }.ForCalls);

    [Theory]
    [InlineData("sip:112@example.com")]
    [InlineData("sip:911@example.com;user=phone")]
    [InlineData("urn:service:sos")]
    [InlineData("urn:service:sos.fire")]
    [InlineData("URN:SERVICE:SOS")]
    public void A_call_to_an_emergency_service_is_exempt(string uri) => Assert.True(_driver.Pass(Call(1, uri)).IsEmergency);

    [Theory]
    [InlineData("sip:1120@example.com")]
    [InlineData("sip:+49112@example.com")]
    [InlineData("sip:bob@112")]
    [InlineData("urn:service:sosx")]
    [InlineData("urn:service:counseling")]
    public void What_only_looks_like_one_is_not(string uri) => Assert.False(_driver.Pass(Call(1, uri)).IsEmergency);

    [Fact]
    public void An_emergency_number_in_To_exempts_nothing() => Assert.False(_driver.Pass(Call(1, "sip:premium@example.com").To("sip:112@example.com")).IsEmergency);

    [Fact]
    public void An_emergency_number_in_From_exempts_nothing() => Assert.False(_driver.Pass(Call(1, "sip:premium@example.com").From("sip:911@example.com")).IsEmergency);

    [Theory]
    [InlineData("REGISTER")]
    [InlineData("OPTIONS")]
    [InlineData("MESSAGE")]
    public void Only_a_call_is_exempt(string method) => Assert.False(_driver.Pass(SipBuilder.Request(method, "sip:112@example.com")).IsEmergency);

    [Fact]
    public void Its_dialog_is_exempt()
    {
        var invite = Answered();
        Assert.True(_driver.Pass(InDialog("ACK", invite, 1)).IsEmergency);
        Assert.True(_driver.Pass(InDialog("INVITE", invite, 2)).IsEmergency);
        Assert.True(_driver.Pass(InDialog("BYE", invite, 3)).IsEmergency);
    }

    [Fact]
    public void What_names_it_with_other_tags_is_not()
    {
        var invite = Answered();
        Assert.False(_driver.Pass(InDialog("BYE", invite, 3).To("sip:112@example.com", "forged"), Stranger).IsEmergency);
    }

    [Fact]
    public void Its_callers_CANCEL_is_exempt_and_a_forged_one_is_not()
    {
        var invite = Call(1);
        _driver.Pass(invite);
        Assert.False(_driver.Pass(SipBuilder.CancelOf(invite), Stranger).IsEmergency);
        Assert.True(_driver.Pass(SipBuilder.CancelOf(invite)).IsEmergency);
    }

    [Fact]
    public void Over_the_rate_of_one_origin_what_anybody_may_have_forged_is_not()
    {
        Assert.All(Enumerable.Range(1, Rate), number => Assert.True(_driver.Pass(Call(number)).IsEmergency));
        Assert.False(_driver.Pass(Call(Rate + 1)).IsEmergency);
        Assert.True(_driver.Pass(Call(Rate + 2), Stranger).IsEmergency);
    }

    [Fact]
    public void Over_the_rate_who_returned_the_servers_tag_is_exempt_still()
    {
        var refused = Call(100, "sip:bob@example.com");
        _driver.Pass(refused);
        _driver.Pass(SipBuilder.Response(486, refused.ToTag("d1c2b3a4958677")), TrackerDriver.Proxy, TrackerDriver.Client);
        _driver.Pass(SipBuilder.AckOf(refused, "d1c2b3a4958677"));
        Assert.All(Enumerable.Range(1, 3 * Rate), number => Assert.True(_driver.Pass(Call(number)).IsEmergency));
    }

    [Fact]
    public void A_minute_later_it_is_exempt_again()
    {
        Assert.All(Enumerable.Range(1, Rate), number => _driver.Pass(Call(number)));
        Assert.True(_driver.Wait(TimeSpan.FromSeconds(61)).Pass(Call(Rate + 1)).IsEmergency);
    }

    private static SipBuilder Call(int number, string uri = "sip:112@example.com") => SipBuilder.Request("INVITE", uri).Number(number);

    private static SipBuilder InDialog(string method, SipBuilder invite, int cseq) =>
        invite.StartLine($"{method} sip:112@example.com SIP/2.0").CSeq(cseq, method).ToTag("b1").Via(TrackerDriver.Client, $"z9hG4bK-{method}-{cseq}");

    private SipBuilder Answered()
    {
        var invite = Call(1);
        _driver.Pass(invite);
        _driver.Back(200, invite);
        return invite;
    }
}
