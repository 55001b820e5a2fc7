using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

/// <summary>Who looks for a prefix that lets calls out is told by calls that never ring.</summary>
public sealed class TollScanTests
{
    private const string Name = "toll-scan";

    private static readonly ThresholdsOptions s_options = AttemptTests.Only("") with { Destinations = Limit, UnknownUsers = 500 };

    private readonly PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> _tester = Of(s_options);

    private readonly PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> _inline = Of(s_options, inline: true);

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(480)]
    [InlineData(484)]
    [InlineData(488)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(603)]
    public void The_number_too_many_without_a_call_is_reported(int status)
    {
        Dial(_tester, Limit, status);
        Assert.Empty(_tester.Names);
        Dial(_tester, 1, status, first: 100);
        Assert.Equal([Name], _tester.Names);
        Assert.Equal($"{Client} calls sip:00100@example.com", _tester.Last[0].Detail);
        Assert.Equal((Limit + 1, Limit), (_tester.Last[0].Count, _tester.Last[0].Limit));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(302)]
    [InlineData(401)]
    [InlineData(486)]
    [InlineData(487)]
    [InlineData(600)]
    public void A_dialler_whose_lines_are_busy_or_give_up_is_silent(int status)
    {
        Dial(_tester, 10 * Limit, status);
        Assert.Empty(_tester.Names);
    }

    [Theory]
    [InlineData(480)]
    [InlineData(603)]
    public void Numbers_that_ring_and_are_not_answered_are_silent(int status)
    {
        for (var number = 1; number <= 10 * Limit; number++)
        {
            var call = Call(number);
            _tester.Ask(call, SipBuilder.Response(180, call)).See(SipBuilder.Response(status, call));
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void One_number_that_is_called_again_and_again_is_silent()
    {
        for (var number = 1; number <= 10 * Limit; number++)
        {
            var call = Call(number).For("INVITE", "sip:00100@example.com");
            _tester.Ask(call, SipBuilder.Response(480, call));
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void Calls_that_nothing_comes_back_to_count_after_eight_seconds()
    {
        _tester.From(Client).To(Server).See(Call, times: Limit + 1);
        Assert.Empty(_tester.After(TimeSpan.FromSeconds(7)).Tick().See(Call(100)).Names);
        Assert.Equal([Name], _tester.After(TimeSpan.FromSeconds(1)).Tick().See(Call(101)).Names);
    }

    [Fact]
    public void Where_an_ACK_shows_that_answers_go_another_way_silence_says_nothing()
    {
        _tester.From(Client).To(Server).See(Call(1)).See(SipBuilder.AckOf(Call(1)));
        _tester.See(number => Call(1 + number), times: 10 * Limit).After(TimeSpan.FromSeconds(9)).Tick().See(Call(100));
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void An_answer_that_comes_late_takes_its_silence_back()
    {
        _tester.From(Client).To(Server).See(Call, times: Limit + 1).After(TimeSpan.FromSeconds(9)).Tick();
        _tester.From(Server).To(Client).See(SipBuilder.Response(180, Call(1)));
        Assert.Empty(_tester.From(Client).To(Server).See(Call(100)).Names);
    }

    [Fact]
    public void A_dialler_that_gets_one_of_ten_up_is_silent()
    {
        for (var number = 1; number <= 300; number++)
        {
            Dial(_tester, 1, number % 10 == 1 ? 200 : 480, first: number);
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_dialler_that_registers_may_begin_with_four_times_as_many()
    {
        Dial(_tester.Prove("1001"), 4 * Limit, 503);
        Assert.Empty(_tester.Names);
        Dial(_tester, 1, 503, first: 500);
        Assert.Equal([Name], _tester.Names);
    }

    [Fact]
    public void A_trunk_that_is_a_peer_and_whose_carrier_is_down_is_silent()
    {
        var tester = WithPeer(s_options, $"{Client}/32");
        Dial(tester, 10 * Limit, 503);
        Assert.Empty(tester.Tick().See(Call(500)).Names);
    }

    [Fact]
    public void One_accomplice_who_answers_excuses_no_more_than_ten()
    {
        Dial(_tester, 1, 200, first: 1000);
        Dial(_tester, Limit + 11, 403);
        Assert.Equal([Name], _tester.Names);
    }

    [Fact]
    public void A_PBX_whose_phones_are_away_is_silent()
    {
        for (var phone = 1; phone <= 10 * Limit; phone++)
        {
            var (call, address) = (Request("INVITE", phone), $"198.51.100.{phone}");
            _tester.From(Server).To(address).See(call).From(address).To(Server).See(SipBuilder.Response(480, call));
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_scan_of_users_is_reported_as_that_alone()
    {
        var tester = Of(s_options with { UnknownUsers = Limit });
        Dial(tester, 3 * Limit, 404);
        Assert.DoesNotContain(Name, tester.Names, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Inline_the_scanner_is_cut_in_one_name_or_many(bool rotates)
    {
        Dial(_inline, Limit + 1, 403, of: number => rotates ? $"{number}" : "1001");
        Assert.False(_inline.Passes(Call(100, rotates ? "5000" : "1001")));
        Assert.False(_inline.Passes(Call(101, rotates ? "5001" : "1001")));
    }

    [Fact]
    public void Inline_a_copy_of_what_was_dropped_stays_out()
    {
        Dial(_inline, Limit + 1, 403, of: _ => "1001");
        Assert.False(_inline.Passes(Call(100, "1001")));
        _inline.See(Call(100, "1001"));
        Assert.True(_inline.Seen[^1].Dropped);
    }

    [Fact]
    public void Inline_others_behind_the_same_address_call_on()
    {
        _inline.Prove("alice");
        Dial(_inline, 10 * Limit, 403, of: _ => "1001");
        Assert.True(_inline.Passes(Call(500, "alice")));
        Assert.True(_inline.Passes(Call(501, "bob")));
        Assert.False(_inline.Passes(Call(502, "1001")));
    }

    [Fact]
    public void Inline_others_call_the_same_number_in_the_same_name()
    {
        Dial(_inline, 10 * Limit, 403, of: _ => "1001");
        Assert.True(_inline.Passes(Call(500, "1001"), "203.0.113.9"));
    }

    [Fact]
    public void Inline_a_number_that_was_reached_can_be_called()
    {
        var reached = Call(1000).For("INVITE", "sip:bob@example.com");
        _inline.Ask(reached, SipBuilder.Response(180, reached), "203.0.113.9");
        Dial(_inline, 10 * Limit, 403, of: _ => "1001");
        Assert.True(_inline.Passes(Call(500, "1001").For("INVITE", "sip:bob@example.com")));
    }

    [Fact]
    public void A_forger_has_neither_a_peer_nor_a_trunk_whose_calls_are_answered_cut()
    {
        var peer = WithPeer(s_options, "198.51.100.66/32");
        Dial(peer, 10 * Limit, 403);
        Assert.True(peer.Passes(Call(500)));
        Dial(_inline, 1, 200, first: 1000);
        Dial(_inline, 20 * Limit, 403);
        Assert.True(_inline.Passes(Call(500)));
    }

    [Fact]
    public void A_trunk_that_acknowledges_its_failures_made_them_itself()
    {
        Dial(_inline, 1, 200, first: 1000);
        for (var number = 1; number <= 5 * Limit; number++)
        {
            var refusal = SipBuilder.Response(403, Call(number, "1001")).ToTag("x").Replace("To", $"<sip:00{number}@example.com>;tag={Nonce(number)}");
            _inline.Ask(Call(number, "1001"), refusal).From(Client).To(Server).See(SipBuilder.AckOf(Call(number, "1001"), Nonce(number)));
        }

        Assert.False(_inline.Passes(Call(500, "1001")));
    }

    [Fact]
    public void A_scanner_may_not_change_its_address_within_its_IPv6_network()
    {
        for (var number = 1; number <= (2 * Limit) + 1; number++)
        {
            _tester.Ask(Call(number), SipBuilder.Response(403, Call(number)), $"[2001:db8:0:{number}::1]:5060");
        }

        Assert.Equal([Name], _tester.Names);
    }

    [Fact]
    public void The_window_slides()
    {
        for (var number = 1; number <= 10 * Limit; number++)
        {
            _tester.After(TimeSpan.FromSeconds(12.1));
            Dial(_tester, 1, 403, first: number);
        }

        Assert.Empty(_tester.Names);
    }

    private static SipBuilder Call(int number) => Call(number, "1001");

    private static SipBuilder Call(int number, string caller) => Request("INVITE", number).For("INVITE", $"sip:00{number}@example.com").From($"sip:{caller}@example.com", $"a{number}");

    private static void Dial(PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> tester, int times, int status, int first = 1, Func<int, string>? of = null)
    {
        for (var number = first; number < first + times; number++)
        {
            var call = Call(number, of?.Invoke(number) ?? "1001");
            tester.Ask(call, SipBuilder.Response(status, call));
        }
    }
}
