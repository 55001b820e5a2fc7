using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

/// <summary>Spam over MESSAGE, and gateways that send as many by right.</summary>
public sealed class MessageFloodTests
{
    private const string Name = "message-flood";

    private static readonly ThresholdsOptions s_options = AttemptTests.Only("") with { Messages = Limit };

    private readonly PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> _tester = Of(s_options, inline: true).From(Client).To(Server);

    [Fact]
    public void The_message_too_many_of_an_address_is_reported()
    {
        _tester.See(number => Message(number), times: Limit);
        Assert.Empty(_tester.Names);
        _tester.See(Message(100));
        Assert.Equal($"{Name}: {Client}", Assert.Single(_tester.Events).ToString());
        Assert.Equal((Limit + 1, Limit), (_tester.Last[0].Count, _tester.Last[0].Limit));
    }

    [Fact]
    public void The_message_too_many_to_a_user_is_reported()
    {
        for (var number = 1; number <= Limit + 1; number++)
        {
            _tester.From($"198.51.100.{number}").See(Message(number).For("MESSAGE", "sip:bob@example.com"));
        }

        Assert.Equal($"{Name}: sip:bob@example.com", Assert.Single(_tester.Events).ToString());
    }

    [Fact]
    public void Ever_new_names_hide_nothing()
    {
        _tester.See(number => Request("MESSAGE", number), times: 100);
        Assert.Equal(100 - Limit, _tester.Dropped);
    }

    [Fact]
    public void What_is_sent_again_counts_once() => Assert.Empty(_tester.See(Message(1), times: 3 * Limit).Names);

    [Fact]
    public void Inside_a_call_they_are_not_counted()
    {
        var call = Request("INVITE", 1);
        _tester.Ask(call, SipBuilder.Response(200, call)).From(Client).To(Server);
        _tester.See(number => call.StartLine("MESSAGE sip:callee1@example.com SIP/2.0").CSeq(1 + number, "MESSAGE").ToTag("b1").Via("192.0.2.1:5060", $"z9hG4bK-m{number}"), times: 3 * Limit);
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_To_tag_hides_nothing()
    {
        _tester.See(number => Message(number).ToTag("x"), times: Limit + 1);
        Assert.Equal([Name], _tester.Names);
    }

    [Fact]
    public void A_gateway_that_is_a_peer_sends_as_many_as_it_likes()
    {
        var tester = WithPeer(s_options, $"{Client}/32").From(Client).To(Server).See(number => Message(number), times: 100);
        Assert.Empty(tester.Names);
    }

    [Fact]
    public void A_gateway_that_registers_sends_ten_times_as_many_and_no_more()
    {
        _tester.Prove("gateway").From(Client).To(Server).See(number => Message(number).From("sip:gateway@example.com", $"a{number}"), times: 10 * Limit);
        Assert.Empty(_tester.Names);
        _tester.See(number => Message(100 + number).From("sip:gateway@example.com", $"a{number}"), times: 10 * Limit);
        Assert.Contains(Name, _tester.Names, StringComparer.Ordinal);
    }

    [Fact]
    public void A_message_centre_that_registered_users_send_to_is_silent()
    {
        for (var user = 1; user <= 3 * Limit; user++)
        {
            _tester.Prove($"user{user}", number: 900_000 + user, client: $"198.51.100.{user}")
                .From($"198.51.100.{user}").To(Server).See(Message(user).From($"sip:user{user}@example.com", $"a{user}").For("MESSAGE", "sip:smsc@example.com"));
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void The_others_behind_its_address_get_theirs_through()
    {
        _tester.See(number => Message(number), times: 100);
        Assert.False(_tester.Passes(Message(500)));
        Assert.True(_tester.Passes(Message(501).From("sip:bob@example.com")));
        _tester.Prove("alice");
        Assert.True(_tester.Passes(Message(502).From("sip:alice@example.com")));
    }

    [Fact]
    public void A_victims_name_from_elsewhere_costs_the_victim_nothing()
    {
        _tester.Prove("alice", "203.0.113.9").From(Client).To(Server).See(number => Message(number).From("sip:alice@example.com", $"a{number}"), times: 100);
        Assert.True(_tester.Passes(Message(500).From("sip:alice@example.com"), "203.0.113.9"));
    }

    [Theory]
    [InlineData(15)]
    [InlineData(100)]
    public void Forged_ones_in_a_users_name_and_address_cost_the_user_none_that_are_certainly_theirs(int floods)
    {
        _tester.Prove("alice").From(Client).To(Server).See(number => Alices(number), times: floods * Limit);
        for (var number = 1; number <= 2 * Limit; number++)
        {
            Assert.True(_tester.Passes(Alices(10_000 + number).WithAnswer("alice", Nonce(900_000))));
        }
    }

    [Fact]
    public void Forged_ones_in_a_users_name_and_address_leave_the_user_what_asks_for_a_challenge()
    {
        _tester.Prove("alice").From(Client).To(Server).See(number => Alices(number), times: 15 * Limit);
        Assert.True(_tester.Passes(Alices(10_000)));
    }

    [Fact]
    public void What_is_certainly_a_users_own_is_cut_at_the_users_limit()
    {
        _tester.Prove("alice").From(Client).To(Server).See(number => Alices(number).WithAnswer("alice", Nonce(900_000)), times: 20 * Limit);
        Assert.Contains(Name, _tester.Names, StringComparer.Ordinal);
        Assert.False(_tester.Passes(Alices(10_000).WithAnswer("alice", Nonce(900_000))));
    }

    [Fact]
    public void A_newcomer_gets_to_a_user_whom_one_address_floods()
    {
        _tester.See(number => Message(number).For("MESSAGE", "sip:bob@example.com"), times: 100);
        Assert.True(_tester.Passes(Message(500).For("MESSAGE", "sip:bob@example.com"), "203.0.113.9"));
    }

    [Fact]
    public void A_copy_of_what_was_dropped_stays_out()
    {
        _tester.See(number => Message(number), times: 100).See(Message(100));
        Assert.True(_tester.Seen[^1].Dropped);
    }

    [Fact]
    public void A_network_of_IPv6_with_another_64_for_each_is_reported_beyond_twice_the_limit()
    {
        for (var number = 1; number <= 2 * Limit; number++)
        {
            _tester.From($"[2001:db8:1:{number:x}::1]").To(ServerV6).See(Message(number));
        }

        Assert.Empty(_tester.Names);
        _tester.From("[2001:db8:1:ff::1]").See(Message(100));
        Assert.Equal($"{Name}: 2001:db8:1::/48", Assert.Single(_tester.Events).ToString());
    }

    [Fact]
    public void Users_who_proved_themselves_in_one_network_of_IPv6_are_silent()
    {
        for (var number = 1; number <= 10 * Limit; number++)
        {
            var client = $"[2001:db8:1:{number:x}::1]";
            _tester.Prove($"user{number}", client, 900_000 + number).From(client).To(ServerV6).See(Message(number).From($"sip:user{number}@example.com"));
        }

        Assert.Empty(_tester.Names);
    }

    private static SipBuilder Alices(int number) => Message(number).From("sip:alice@example.com", $"a{number}");

    private static SipBuilder Message(int number) => Request("MESSAGE", number).From("sip:bank@evil.example", $"a{number}");
}
