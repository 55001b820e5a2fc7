using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

/// <summary>Bindings that would send each call to many places at once.</summary>
public sealed class ContactFanoutTests
{
    private const string Name = "contact-fanout";
    private const string Victim = "192.0.2.77";

    private readonly PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> _tester = Of(AttemptTests.Only("") with { Contacts = Limit }, inline: true).From(Client).To(Server);

    [Fact]
    public void The_Contact_too_many_is_reported()
    {
        Assert.Empty(_tester.See(Register(1, Many(Limit, Client))).Names);
        Assert.Equal($"{Name}: sip:mallory@example.com", Assert.Single(_tester.See(Register(2, Many(Limit + 1, Client))).Events).ToString());
        Assert.Equal(1, _tester.Dropped);
    }

    [Fact]
    public void On_lines_of_their_own_they_are_as_many()
    {
        var register = Register(1, "<sip:x0@198.51.100.66>");
        for (var number = 1; number <= Limit; number++)
        {
            register = register.Header(number % 2 == 0 ? "m" : "Contact", $"<sip:x{number}@{Client}>");
        }

        Assert.Equal([Name], _tester.See(register).Names);
    }

    [Fact]
    public void Several_at_an_address_that_nobody_has_heard_of_are_reported()
    {
        Assert.Empty(_tester.See(Register(1, Many(3, Victim))).Names);
        Assert.Equal($"{Name}: sip:mallory@example.com at {Victim}", Assert.Single(_tester.See(Register(2, Many(4, Victim))).Events).ToString());
    }

    [Fact]
    public void One_after_the_other_they_are_as_many()
    {
        _tester.See(number => Register(number, $"<sip:x@{Victim}:{5000 + number}>"), times: Limit, every: TimeSpan.FromMinutes(5));
        Assert.Empty(_tester.Names);
        Assert.Equal([Name], _tester.See(Register(100, $"<sip:x@{Victim}:6000>")).Names);
    }

    [Fact]
    public void A_phone_with_a_Contact_for_each_transport_is_silent() => Assert.Empty(_tester.See(Register(
        1, "<sip:a@10.0.0.5:5060>, <sip:a@10.0.0.5:5060;transport=tcp>, <sips:a@10.0.0.5:5061>, <sip:a@10.0.0.5:5062;ob>").Via("10.0.0.5:5060")).Names);

    [Fact]
    public void An_outbound_phone_with_its_GRUU_is_silent() => Assert.Empty(_tester.See(Register(
        1, "<sip:a@10.0.0.5;transport=tcp>;reg-id=1;+sip.instance=\"<urn:uuid:0C67446E-F1A1-11D9-94D3-000A95A0E128>\", <sip:a@10.0.0.5;gr=urn:uuid:0C67446E>;reg-id=2").Via("10.0.0.5:5060")).Names);

    [Fact]
    public void A_client_that_connects_anew_again_and_again_is_silent() =>
        Assert.Empty(_tester.See(number => Register(number, $"<sip:a@10.0.0.5:{40_000 + number};transport=tcp>").Via("10.0.0.5:5060", $"z9hG4bK{number}"), times: 10 * Limit).Names);

    [Fact]
    public void Removing_bindings_is_silent() =>
        Assert.Empty(_tester.See(number => Register(number, $"<sip:x@{Victim}:{5000 + number}>;expires=0"), times: 10 * Limit).See(Register(500, "*")).Names);

    [Fact]
    public void Many_devices_of_one_user_at_addresses_of_their_own_are_silent()
    {
        for (var device = 1; device <= 10 * Limit; device++)
        {
            _tester.From($"198.51.100.{device}").See(Register(device, $"<sip:desk@198.51.100.{device}>"));
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_victim_whose_address_or_name_is_used_registers_all_the_same()
    {
        _tester.See(number => Register(number, $"<sip:x@{Victim}:{5000 + number}>"), times: 10 * Limit);
        Assert.True(_tester.Passes(Register(500, $"<sip:a@{Client}>")));
        Assert.True(_tester.Passes(Register(501, $"<sip:a@{Victim}>"), Victim));
    }

    private static SipBuilder Register(int number, string contact) => Request("REGISTER", number).From("sip:mallory@example.com", $"a{number}").To("sip:mallory@example.com").Contact(contact);

    private static string Many(int count, string host) => string.Join(", ", Enumerable.Range(0, count).Select(number => $"<sip:x{number}@{host}:{5000 + number}>"));
}
