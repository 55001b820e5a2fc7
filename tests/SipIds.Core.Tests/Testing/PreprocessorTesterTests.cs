using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Core.Tests.Testing;

public class PreprocessorTesterTests
{
    private static readonly SipBuilder s_invite = SipBuilder.Request("INVITE");

    [Fact]
    public void Every_message_over_the_limit_is_reported()
        => Assert.Equal(7, new PreprocessorTester<InviteLimit, InviteLimitOptions>(new() { Limit = 3 })
            .See(s_invite, times: 10).Reported);

    [Fact]
    public void Alone_a_report_drops_nothing() => Assert.Equal(10, Tester(inline: false).See(s_invite, times: 10).Preprocessor.Observed);

    [Fact]
    public void Inline_a_dropped_packet_is_not_observed()
    {
        var tester = Tester(inline: true).See(s_invite, times: 10);
        Assert.Equal(3, tester.Preprocessor.Observed);
        Assert.Equal(7, tester.Dropped);
        Assert.True(tester.Seen[3].Dropped);
    }

    [Theory]
    [InlineData(EventAction.Alert, 0)]
    [InlineData(EventAction.Drop, 7)]
    [InlineData(EventAction.Block, 7)]
    public void The_settings_say_what_an_event_does(EventAction action, int dropped)
    {
        var settings = new PipelineOptions { Events = new Dictionary<string, EventAction>(StringComparer.Ordinal) { ["invite-limit"] = action } };
        var tester = new PreprocessorTester<InviteLimit, InviteLimitOptions>(new() { Limit = 3 }, new PreprocessorServices(settings, KeyHasher.CreateFixed()), inline: true);
        Assert.Equal(dropped, tester.See(s_invite, times: 10).Dropped);
    }

    [Fact]
    public void A_notice_drops_nothing()
    {
        var tester = Tester(inline: true).See(s_invite.Header("Subject", "notice"));
        Assert.True(tester.Last[0].IsNotice);
        Assert.Equal(0, tester.Dropped);
    }

    [Fact]
    public void A_reported_event_says_what_and_how_much()
    {
        var tester = Tester(inline: false).From("198.51.100.66:5060").See(s_invite, times: 4);
        var reported = Assert.Single(tester.Last);
        Assert.Equal(("invite-limit", 9001, "198.51.100.66:5060", 4, 3), (reported.Name, reported.Sid, reported.Detail, reported.Count, reported.Limit));
        Assert.Equal(["invite-limit"], tester.Names);
        Assert.Equal(1, tester.Count("invite-limit"));
    }

    [Fact]
    public void Packets_have_the_endpoints_and_times_they_were_given()
    {
        var tester = Tester(inline: false).From("198.51.100.1").To("198.51.100.2:5080").Over(Transport.Tcp).Mac(new(7))
            .At(TimeSpan.FromSeconds(1)).See(s_invite, times: 2, every: TimeSpan.FromSeconds(2)).After(TimeSpan.FromSeconds(1)).See(s_invite);
        var last = tester.Seen[^1].Packet;
        Assert.Equal(("198.51.100.1:5060", "198.51.100.2:5080", 3), ($"{last.Source}", $"{last.Target}", last.Number));
        Assert.Equal(TestClock.Start + TimeSpan.FromSeconds(4), last.Time);
        Assert.Equal((Transport.Tcp, new MacAddress(7)), (last.Transport, last.Open().Decoded.SourceMac));
        Assert.Equal(last.Source, last.Open().Origin);
    }

    [Fact]
    public void Packets_outside_its_interest_do_not_reach_it()
    {
        var tester = Tester(inline: false).See(SipBuilder.Request("OPTIONS"), times: 10).See("junk"u8.ToArray());
        Assert.Equal(0, tester.Preprocessor.Observed);
        Assert.Equal(11, tester.Seen.Count);
    }

    [Fact]
    public void A_whole_call_goes_through()
    {
        var tester = Tester(inline: false).See(CallScript.Between("192.0.2.1:5060", "192.0.2.2:5060").Reinvited());
        Assert.Equal(2, tester.Preprocessor.Observed);
    }

    [Fact]
    public void Messages_are_made_from_numbers()
    {
        var tester = Tester(inline: false).See(number => s_invite.Number(number), times: 3);
        Assert.Equal(3, tester.Seen.Select(seen => Convert.ToHexString(seen.Packet.Payload.Span)).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_tick_runs_the_timers()
    {
        var tester = Tester(inline: false).At(TimeSpan.FromSeconds(9)).Tick();
        Assert.Equal(TestClock.Start + TimeSpan.FromSeconds(9), tester.Preprocessor.Ticked);
    }

    [Fact]
    public void An_event_that_was_not_declared_is_an_error() =>
        Assert.Throws<InvalidOperationException>(() => Tester(inline: false).See(s_invite.Header("Subject", "undeclared")));

    private static PreprocessorTester<InviteLimit, InviteLimitOptions> Tester(bool inline) => new(new() { Limit = 3 }, inline: inline);
}
