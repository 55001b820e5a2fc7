using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

/// <summary>Subscriptions that a server must keep, by the thousand.</summary>
public sealed class SubscribeFloodTests
{
    private const string Name = "subscribe-flood";

    private static readonly ThresholdsOptions s_options = AttemptTests.Only("") with { Subscribes = Limit };

    private readonly PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> _tester = Of(s_options, inline: true).From(Client).To(Server);

    [Theory]
    [InlineData("SUBSCRIBE")]
    [InlineData("PUBLISH")]
    [InlineData("NOTIFY")]
    public void The_one_too_many_of_an_address_is_reported(string method)
    {
        _tester.See(number => Asking(method, number), times: Limit);
        Assert.Empty(_tester.Names);
        _tester.See(Asking(method, 100));
        Assert.Equal($"{Name}: {Client}", Assert.Single(_tester.Events).ToString());
        Assert.Equal(1, _tester.Dropped);
    }

    [Fact]
    public void SUBSCRIBEs_and_PUBLISHes_count_together()
    {
        _tester.See(number => Asking(number % 2 == 0 ? "SUBSCRIBE" : "PUBLISH", number), times: Limit + 1);
        Assert.Equal([Name], _tester.Names);
    }

    [Fact]
    public void Refreshes_inside_their_dialogs_are_silent() =>
        Assert.Empty(_tester.See(number => Asking("SUBSCRIBE", number).ToTag("x"), times: 10 * Limit).See(number => Asking("NOTIFY", number).ToTag("x"), times: 10 * Limit).Names);

    [Fact]
    public void A_server_that_lights_the_lamps_of_many_phones_is_silent()
    {
        for (var phone = 1; phone <= 10 * Limit; phone++)
        {
            _tester.From(Server).To($"198.51.100.{phone}").See(Asking("NOTIFY", phone));
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_presence_server_that_is_a_peer_is_silent() =>
        Assert.Empty(WithPeer(s_options, $"{Client}/32").From(Client).To(Server).See(number => Asking("SUBSCRIBE", number), times: 100).Names);

    [Fact]
    public void A_registered_desk_has_ten_times_as_many_and_no_more()
    {
        _tester.Prove("desk").From(Client).To(Server).See(number => Asking("SUBSCRIBE", number, "desk"), times: 10 * Limit);
        Assert.Empty(_tester.Names);
        _tester.See(number => Asking("SUBSCRIBE", 500 + number, "desk"), times: 10 * Limit);
        Assert.Contains(Name, _tester.Names, StringComparer.Ordinal);
    }

    [Fact]
    public void An_office_behind_one_NAT_whose_desks_all_come_back_is_silent()
    {
        for (var desk = 1; desk <= 20; desk++)
        {
            _tester.Prove($"desk{desk}", number: 900_000 + desk).From(Client).To(Server).See(number => Asking("SUBSCRIBE", (100 * desk) + number, $"desk{desk}"), times: 3 * Limit);
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void The_others_behind_its_address_get_theirs_through()
    {
        _tester.See(number => Asking("SUBSCRIBE", number), times: 100);
        Assert.False(_tester.Passes(Asking("SUBSCRIBE", 500)));
        Assert.True(_tester.Passes(Asking("SUBSCRIBE", 501, "bob")));
    }

    [Fact]
    public void A_victims_name_or_address_costs_the_victim_nothing()
    {
        _tester.Prove("alice", "203.0.113.9").From(Client).To(Server).See(number => Asking("SUBSCRIBE", number, "alice"), times: 100);
        _tester.From("203.0.113.9").See(number => Asking("SUBSCRIBE", 200 + number, "mallory"), times: 100);
        Assert.True(_tester.Passes(Asking("SUBSCRIBE", 500, "alice"), "203.0.113.9"));
    }

    [Theory]
    [InlineData("SUBSCRIBE")]
    [InlineData("PUBLISH")]
    public void Forged_ones_in_a_users_name_and_address_cost_the_user_nothing(string method)
    {
        _tester.Prove("alice").From(Client).To(Server).See(number => Asking(method, number, "alice"), times: 15 * Limit);
        Assert.True(_tester.Passes(Asking(method, 10_000, "alice")));
        Assert.True(_tester.Passes(Asking(method, 10_001, "alice").WithAnswer("alice", Nonce(900_000))));
    }

    [Fact]
    public void A_network_of_IPv6_with_another_64_for_each_is_reported_beyond_twice_the_limit()
    {
        for (var number = 1; number <= 2 * Limit; number++)
        {
            _tester.From($"[2001:db8:1:{number:x}::1]").To(ServerV6).See(Asking("SUBSCRIBE", number));
        }

        Assert.Empty(_tester.Names);
        _tester.From("[2001:db8:1:ff::1]").See(Asking("SUBSCRIBE", 100));
        Assert.Equal($"{Name}: 2001:db8:1::/48", Assert.Single(_tester.Events).ToString());
    }

    [Fact]
    public void Users_who_proved_themselves_in_one_network_of_IPv6_are_silent()
    {
        for (var number = 1; number <= 10 * Limit; number++)
        {
            var client = $"[2001:db8:1:{number:x}::1]";
            _tester.Prove($"user{number}", client, 900_000 + number).From(client).To(ServerV6).See(Asking("SUBSCRIBE", number).From($"sip:user{number}@example.com"));
        }

        Assert.Empty(_tester.Names);
    }

    private static SipBuilder Asking(string method, int number, string user = "x") => Request(method, number).From($"sip:{user}@example.com", $"a{number}").Header("Event", "presence");
}
