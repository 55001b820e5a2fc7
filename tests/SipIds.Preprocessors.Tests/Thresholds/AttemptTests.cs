using SipIds.Options;
using SipIds.Packets;
using SipIds.Preprocessors.Thresholds;
using SipIds.State;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

public class AttemptTests
{
    // Which event, what makes the requests alike, and which method.
    public static TheoryData<string, string> Events => new()
    {
        { "spit-caller", "INVITE" },
        { "invite-flood-callee", "INVITE" },
        { "options-flood-sender", "OPTIONS" },
        { "options-flood-target", "OPTIONS" },
        { "register-flood-sender", "REGISTER" },
        { "register-flood-registrar", "REGISTER" },
        { "source-flood", "SUBSCRIBE" },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void The_packet_that_takes_the_count_past_the_limit_is_reported_and_each_after_it(string name, string method)
    {
        var tester = Of(Only(name)).See(number => Alike(name, method, number), times: Limit + 3);
        Assert.Equal(Enumerable.Repeat(0, Limit).Concat([1, 1, 1]), tester.Seen.Select(seen => seen.Events.Count(reported => reported.Name == name)));
        Assert.Equal((Limit + 3, Limit), (tester.Last[0].Count, tester.Last[0].Limit));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void What_lies_more_than_a_period_apart_is_not_counted_together(string name, string method) =>
        Assert.Empty(Of(Only(name)).See(number => Alike(name, method, number), times: 50, every: TimeSpan.FromSeconds(12.1)).Names);

    [Theory]
    [MemberData(nameof(Events))]
    public void A_count_begins_anew_when_the_window_has_slid(string name, string method)
    {
        var tester = Of(Only(name)).See(number => Alike(name, method, number), times: Limit + 1);
        tester.After(TimeSpan.FromSeconds(60)).See(number => Alike(name, method, 100 + number), times: Limit);
        Assert.Equal([name], tester.Names);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void A_request_that_is_sent_again_counts_once(string name, string method) =>
        Assert.Empty(Of(Only(name)).See(Alike(name, method, 1), times: 11, every: TimeSpan.FromMilliseconds(500)).Names);

    [Theory]
    [MemberData(nameof(Events))]
    public void Inline_every_packet_over_the_limit_is_dropped(string name, string method)
    {
        var tester = Of(Only(name), inline: true).See(number => Alike(name, method, number), times: 4 * Limit);
        Assert.Equal(3 * Limit, tester.Dropped);
    }

    [Theory]
    [InlineData("INVITE", "spit-caller")]
    [InlineData("OPTIONS", "options-flood-sender")]
    [InlineData("REGISTER", "register-flood-sender")]
    public void A_tag_in_To_hides_no_attempt(string method, string name)
    {
        var tester = Of(Only(name)).See(number => Alike(name, method, number).To($"sip:bob{number}@example.com", "x"), times: Limit + 1);
        Assert.Equal([name], tester.Names);
    }

    [Theory]
    [InlineData("sip:bob@EXAMPLE.com")]
    [InlineData("sip:b%6Fb@example.com")]
    [InlineData("sip:bob@example.com:5070;transport=tcp")]
    [InlineData("sips:bob@example.com")]
    [InlineData("\"Bob\" <sip:bob@example.com>")]
    public void A_user_is_one_however_the_URI_is_written(string uri)
    {
        var tester = Of(Only("invite-flood-callee"))
            .See(number => Request("INVITE", number).To(number % 2 == 0 ? "sip:bob@example.com" : uri), times: Limit + 1);
        Assert.Equal(["invite-flood-callee"], tester.Names);
    }

    [Fact]
    public void Forged_callers_do_not_hide_their_source()
    {
        var tester = Of(Small).From(Client).See(number => Request("INVITE", number), times: Limit + 1);
        Assert.Equal("source-flood: 198.51.100.66", Assert.Single(tester.Events).ToString());
    }

    [Fact]
    public void A_source_may_not_hide_in_its_own_IPv6_network()
    {
        var tester = Of(Only("source-flood"));
        for (var number = 1; number <= Limit + 1; number++)
        {
            tester.From($"[2001:db8:1:2::{number:x}]:5060").To(ServerV6).See(Request("OPTIONS", number));
        }

        Assert.Equal("source-flood: 2001:db8:1:2::/64", Assert.Single(tester.Events).ToString());
    }

    [Fact]
    public void Sources_of_different_networks_count_apart()
    {
        var tester = Of(Only("source-flood"));
        for (var number = 1; number <= 10 * Limit; number++)
        {
            tester.From($"[2001:db8:{number:x}::1]:5060").To(ServerV6).See(Request("OPTIONS", number));
        }

        Assert.Empty(tester.Names);
    }

    [Fact]
    public void The_networks_of_one_customer_count_together_against_twice_the_limit()
    {
        var tester = Of(Only("source-flood"));
        for (var number = 1; number <= (2 * Limit) + 1; number++)
        {
            Assert.Empty(tester.Names);
            tester.From($"[2001:db8:1:{number:x}::1]:5060").To(ServerV6).See(Request("OPTIONS", number));
        }

        Assert.Equal(["source-flood"], tester.Names);
    }

    [Fact]
    public void The_repeat_of_a_challenged_request_is_no_new_attempt()
    {
        var tester = Of(Only("register-flood-sender"));
        for (var number = 1; number <= Limit; number++)
        {
            var request = Alike("register-flood-sender", "REGISTER", number);
            var again = request.Via("192.0.2.1:5060", $"z9hG4bK-again-{number}").CSeq(2).WithCredentials();
            tester.Ask(request, Challenge(request)).Ask(again, SipBuilder.Response(200, again));
        }

        Assert.Empty(tester.Names);
    }

    [Fact]
    public void A_further_hop_is_no_new_attempt()
    {
        var tester = Of(Only("spit-caller"));
        for (var number = 1; number <= Limit; number++)
        {
            var request = Alike("spit-caller", "INVITE", number);
            tester.From("192.0.2.1").To("192.0.2.2").See(request)
                .From("192.0.2.2").To("192.0.2.3").See(request.PushVia("192.0.2.2:5060", $"z9hG4bK-hop-{number}"));
        }

        Assert.Empty(tester.Names);
    }

    [Fact]
    public void Callers_who_hide_their_name_are_told_apart_by_their_source()
    {
        var tester = Of(Only("spit-caller"));
        for (var number = 1; number <= 2 * Limit; number++)
        {
            tester.From($"198.51.100.{number}").See(Request("INVITE", number).From("\"Anonymous\" <sip:anonymous@anonymous.invalid>"));
        }

        Assert.Empty(tester.Names);
        tester.See(number => Request("INVITE", 100 + number).From("<sip:anonymous@ANONYMOUS.invalid>"), times: Limit);
        Assert.Equal(["spit-caller"], tester.Names);
    }

    [Fact]
    public void What_comes_from_a_trusted_sender_is_not_counted()
    {
        var settings = new PipelineOptions { Trusted = [NetPrefix.Parse("192.0.2.0/24")] };
        var tester = new PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions>(Only("invite-flood-callee"), new(settings, KeyHasher.CreateFixed()));
        tester.See(number => Alike("invite-flood-callee", "INVITE", number), times: 100).From(Client).See(number => Alike("invite-flood-callee", "INVITE", 1000 + number), times: Limit);
        Assert.Empty(tester.Names);
    }

    [Fact]
    public void The_user_is_named()
        => Assert.Equal("spit-caller: sip:alice@example.com", Of(Only("spit-caller"))
            .See(number => Alike("spit-caller", "INVITE", number), times: Limit + 1).Last[0].ToString());

    // All limits out of reach but one.
    internal static ThresholdsOptions Only(string name)
    {
        const int never = 100_000;
        return new()
        {
            Calls = name is "spit-caller" or "invite-flood-callee" ? Limit : never,
            MOptions = name.StartsWith("options", StringComparison.Ordinal) ? Limit : never,
            RegisterFrom = name == "register-flood-sender" ? Limit : never,
            RegisterTo = name == "register-flood-registrar" ? Limit : never,
            Source = name == "source-flood" ? Limit : never,
            Transactions = never,
            Sources = 4096,
            Users = 1024,
            SourcesTracked = 256,
            Targets = 64,
        };
    }

    private static SipBuilder Alike(string name, string method, int number)
    {
        var request = Request(method, number);
        return name switch
        {
            "spit-caller" or "options-flood-sender" or "register-flood-sender" => request.From("sip:alice@example.com", $"a{number}"),
            "invite-flood-callee" or "options-flood-target" => request.To("sip:bob@example.com"),
            "register-flood-registrar" => request.StartLine(number % 2 == 0 ? "REGISTER sip:Example.COM SIP/2.0" : "REGISTER sip:example.com:5060 SIP/2.0"),
            _ => request,
        };
    }
}
