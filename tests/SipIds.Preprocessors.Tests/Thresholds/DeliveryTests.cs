using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

/// <summary>What a server sends to a phone at its own address is no attempt of the caller; a caller without a name is told apart by what the network says.</summary>
public sealed class DeliveryTests
{
    private const string Caller = "spit-caller";
    private const string Hidden = "\"Anonymous\" <sip:anonymous@anonymous.invalid>";

    private readonly PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> _tester = Of(AttemptTests.Only(Caller)).From(Server);

    [Fact]
    public void A_call_that_rings_many_phones_is_one_call()
    {
        for (var phone = 1; phone <= 3 * Limit; phone++)
        {
            _tester.To($"198.51.100.{phone}").See(Delivery(phone, $"198.51.100.{phone}"));
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void One_phone_that_is_rung_too_often_is_flooded()
    {
        for (var number = 1; number <= Limit + 1; number++)
        {
            _tester.To("198.51.100.1").See(Delivery(number, "198.51.100.1"));
        }

        Assert.Contains("invite-flood-callee", _tester.Names, StringComparer.Ordinal);
    }

    [Fact]
    public void A_host_that_is_not_where_it_goes_makes_no_delivery()
    {
        for (var number = 1; number <= Limit + 1; number++)
        {
            _tester.To("192.0.2.99").See(Delivery(number, $"198.51.100.{number}"));
        }

        Assert.Equal([Caller], _tester.Names);
    }

    [Fact]
    public void A_name_of_a_host_makes_no_delivery()
    {
        _tester.See(number => Request("INVITE", number).From("sip:alice@example.com", $"a{number}"), times: Limit + 1);
        Assert.Equal([Caller], _tester.Names);
    }

    [Fact]
    public void Callers_without_a_name_are_told_apart_by_their_asserted_identity()
    {
        _tester.See(number => Anonymous(number, $"<sip:+4930{number}@example.com>"), times: 3 * Limit);
        Assert.Empty(_tester.Names);
        Assert.Contains(Caller, _tester.See(number => Anonymous(100 + number, "<sip:+493099@example.com>"), times: Limit + 1).Names, StringComparer.Ordinal);
    }

    [Fact]
    public void Without_an_asserted_identity_they_are_one()
    {
        _tester.See(number => Request("INVITE", number).From(Hidden, $"a{number}"), times: Limit + 1);
        Assert.Equal([Caller], _tester.Names);
    }

    [Fact]
    public void An_identity_that_somebody_else_asserts_is_another()
    {
        for (var number = 1; number <= 3 * Limit; number++)
        {
            _tester.From($"198.51.100.{number}").See(Anonymous(number, "<sip:+49309@example.com>"));
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void With_a_name_the_asserted_identity_tells_nobody_apart()
    {
        _tester.See(number => Anonymous(number, $"<sip:+4930{number}@example.com>").From("sip:alice@example.com", $"a{number}"), times: Limit + 1);
        Assert.Equal([Caller], _tester.Names);
    }

    private static SipBuilder Delivery(int number, string phone) =>
        Request("INVITE", number).StartLine($"INVITE sip:phone@{phone} SIP/2.0").From("sip:alice@example.com", $"a{number}");

    private static SipBuilder Anonymous(int number, string identity) =>
        Request("INVITE", number).From(Hidden, $"a{number}").Header("P-Asserted-Identity", identity);
}
