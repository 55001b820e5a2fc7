using CallerIdPolicy;
using SipIds.Packets;
using SipIds.Testing;

namespace SipIds.Plugins.Tests.Samples;

public sealed class CallerIdPolicyTests
{
    private readonly PreprocessorTester<CallerIdPolicyPreprocessor, CallerIdPolicyOptions> _tester = new(new()
    {
        Trunks =
        [
            new() { Networks = [NetPrefix.Parse("192.0.2.0/24")], Numbers = ["+4930555", "+4930556"] },
            new() { Networks = [NetPrefix.Parse("198.51.100.0/24")], Numbers = ["+33"] },
        ],
    });

    [Theory]
    [InlineData("192.0.2.1", "sip:+49305551@example.com", null, "")]
    [InlineData("192.0.2.1", "sip:+49305551@example.com", "<sip:+49305560@example.com>", "")]
    [InlineData("192.0.2.1", "sip:+33111@example.com", null, "caller-id-from")]
    [InlineData("198.51.100.1", "sip:+33111@example.com", null, "")]
    [InlineData("203.0.113.1", "sip:+1555@example.com", null, "")]
    [InlineData("192.0.2.1", "sip:+49305551@example.com", "<sip:+1555@example.com>", "caller-id-asserted")]
    [InlineData("192.0.2.1", "sip:+49305551@example.com", "<sip:+49305551@example.com>, <tel:+1555>", "caller-id-asserted")]
    [InlineData("192.0.2.1", "sip:anonymous@anonymous.invalid", "<tel:+49305551>", "")]
    [InlineData("192.0.2.1", "sip:Anonymous@anonymous.invalid", null, "caller-id-asserted")]
    [InlineData("192.0.2.1", "sip:anonymous@anonymous.invalid", "<sip:+1555@example.com>", "caller-id-asserted")]
    [InlineData("192.0.2.1", "sip:+1555@example.com", "<sip:+1556@example.com>", "caller-id-from caller-id-asserted")]
    public void A_call_has_to_bear_a_number_of_its_trunk(string source, string from, string? asserted, string events)
    {
        var invite = SipBuilder.Request("INVITE").From(from);
        var call = asserted is null ? invite : invite.Header("P-Asserted-Identity", asserted);
        Assert.Equal(events, string.Join(' ', _tester.From(source).See(call).Names));
    }

    [Fact]
    public void Who_was_called_may_speak_inside_the_call() =>
        Assert.Empty(_tester.From("192.0.2.1").See(SipBuilder.Request("INVITE").From("sip:+1555@example.com").To("sip:+49305551@example.com", "b1")).Last);

    [Fact]
    public void The_detail_is_the_uri_that_was_wrong() =>
        Assert.Equal("sip:+1555@example.com", _tester.From("192.0.2.1").See(SipBuilder.Request("INVITE").From("sip:+1555@example.com")).Last[0].Detail);
}
