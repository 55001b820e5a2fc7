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

    private int _number = 1_000;

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
        Bind(Limit, number => $"<sip:x@{Victim}:{5000 + number}>");
        Assert.Empty(_tester.Names);
        Assert.Equal([Name], _tester.See(Register(100, $"<sip:x@{Victim}:6000>")).Names);
    }

    [Fact]
    public void With_a_password_and_from_many_addresses_they_are_as_many()
    {
        for (var number = 1; number <= Limit; number++)
        {
            _tester.Prove("mallory", $"198.51.100.{number}", 900_000 + number);
            Accept(Register(number, $"<sip:x{number}@{Victim}>"), $"198.51.100.{number}");
        }

        Assert.Empty(_tester.Names);
        Assert.False(_tester.Passes(Register(100, $"<sip:x@{Victim}>"), "198.51.100.1"));
    }

    [Theory]
    [InlineData("3221226061")]
    [InlineData("0xc0.0.2.77")]
    [InlineData("192.0.2.77.")]
    [InlineData("[::ffff:192.0.2.77]")]
    [InlineData("phone.example.com;maddr=192.0.2.77")]
    public void However_the_address_is_written_it_is_one(string victim)
    {
        Assert.Equal([Name], _tester.See(Register(1, $"{Many(3, Victim)}, <sip:y@{victim}>")).Names);
    }

    [Fact]
    public void What_no_registrar_accepted_counts_for_nothing()
    {
        for (var number = 1; number <= 10 * Limit; number++)
        {
            var register = Register(number, $"<sip:x@203.0.113.{number}>");
            _tester.Ask(register, Challenge(register));
        }

        Assert.True(_tester.Passes(Register(500, "<sip:a@203.0.113.200>")));
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_Contact_that_is_bound_already_is_refreshed()
    {
        Bind(Limit, number => $"<sip:x@{Victim}:{5000 + number}>");
        Bind(Limit, number => $"<sip:x@{Victim}:{5000 + number}>");
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_device_that_replaces_its_Contact_is_silent()
    {
        Bind(10 * Limit, number => $"<sip:a@{Victim}:{5000 + number}>;+sip.instance=\"<urn:uuid:1>\";reg-id=1");
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_Contact_that_is_taken_away_counts_no_more()
    {
        Bind(10 * Limit, number => $"<sip:a@{Victim}:{5000 + number - 1}>;expires=0, <sip:a@{Victim}:{5000 + number}>");
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void Private_addresses_behind_the_NAT_of_the_sender_are_silent()
    {
        Bind(10 * Limit, number => $"<sip:a@192.168.1.20:{40_000 + number};transport=tcp>");
        Assert.Empty(_tester.See(Register(500, "<sip:a@192.168.1.20:5060>, <sip:a@192.168.1.20:5060;transport=tcp>, <sip:a@192.168.1.20:5061;transport=tls>, <sips:a@192.168.1.20:5061>")).Names);
    }

    [Fact]
    public void An_address_in_the_private_network_of_the_sender_may_be_a_victim() =>
        Assert.Equal([Name], _tester.From("10.0.0.5").See(Register(1, Many(4, "10.0.0.77"))).Names);

    [Fact]
    public void A_user_with_a_password_may_be_at_many_addresses()
    {
        _tester.Prove("mallory");
        Bind(10 * Limit, number => $"<sip:a@203.0.113.{number}>");
        Assert.Empty(_tester.Names);
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
        Bind(10 * Limit, number => $"<sip:x@{Victim}:{5000 + number}>");
        Assert.True(_tester.Passes(Register(500, $"<sip:a@{Client}>")));
        Assert.True(_tester.Passes(Register(501, $"<sip:a@{Victim}>"), Victim));
    }

    private void Bind(int times, Func<int, string> contact)
    {
        for (var number = 1; number <= times; number++)
        {
            Accept(Register(_number++, contact(number)), Client);
        }
    }

    private void Accept(SipBuilder register, string client) => _tester.Ask(register, SipBuilder.Response(200, register), client);

    private static SipBuilder Register(int number, string contact) => Request("REGISTER", number).From("sip:mallory@example.com", $"a{number}").To("sip:mallory@example.com").Contact(contact);

    private static string Many(int count, string host) => string.Join(", ", Enumerable.Range(0, count).Select(number => $"<sip:x{number}@{host}:{5000 + number}>"));
}
