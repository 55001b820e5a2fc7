using SipIds.Preprocessors.Thresholds;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Thresholds;

/// <summary>Calls that ring once, so that somebody calls back.</summary>
public sealed class HangupTests
{
    private const string Name = "call-hangup";

    private static readonly ThresholdsOptions s_options = AttemptTests.Only("") with { Hangups = Limit };

    private readonly PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> _tester = Of(s_options, inline: true);

    [Fact]
    public void The_call_too_many_that_rings_once_is_reported_and_its_CANCEL_passes()
    {
        Ring(_tester, Limit);
        Assert.Empty(_tester.Names);
        Ring(_tester, 1, first: 100);
        Assert.Equal($"{Name}: sip:wangiri@example.com from {Client}", Assert.Single(_tester.Events).ToString());
        Assert.Equal(0, _tester.Dropped);
    }

    [Fact]
    public void The_next_call_is_dropped()
    {
        Ring(_tester, Limit + 1);
        Assert.False(_tester.Passes(Call(500)));
    }

    [Fact]
    public void Ever_new_callers_are_cut_by_their_address()
    {
        Ring(_tester, Limit + 1, of: number => $"{number}");
        Assert.False(_tester.Passes(Call(500, "500")));
    }

    [Fact]
    public void Calls_that_ring_longer_are_silent()
    {
        Ring(_tester, 3 * Limit, ringing: TimeSpan.FromSeconds(5));
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void One_callee_who_is_tried_again_and_again_is_silent()
    {
        Ring(_tester, 3 * Limit, to: _ => "sip:bob@example.com");
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_PBX_that_rings_a_group_of_its_phones_is_silent()
    {
        for (var phone = 1; phone <= 10 * Limit; phone++)
        {
            var (call, address) = (Call(phone), $"198.51.100.{phone}");
            _tester.From(Server).To(address).See(call).From(address).To(Server).See(SipBuilder.Response(180, call)).From(Server).To(address).See(SipBuilder.CancelOf(call));
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_group_of_outside_numbers_is_silent_where_one_of_them_answers()
    {
        SipBuilder[] group = [.. Enumerable.Range(1, 2 * Limit).Select(number => Call(number))];
        foreach (var call in group)
        {
            _tester.Ask(call, SipBuilder.Response(180, call));
        }

        _tester.See(SipBuilder.Response(200, group[0])).From(Client).To(Server);
        foreach (var call in group.Skip(1))
        {
            _tester.See(SipBuilder.CancelOf(call));
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_large_group_is_one_call_where_one_of_its_legs_answers()
    {
        SipBuilder[] group = [.. Enumerable.Range(1, 10 * Limit).Select(number => Call(number))];
        foreach (var call in group)
        {
            _tester.Ask(call, SipBuilder.Response(180, call));
        }

        _tester.See(SipBuilder.Response(200, group[7])).From(Client).To(Server);
        foreach (var call in group.Where(call => call != group[7]))
        {
            _tester.See(SipBuilder.CancelOf(call));
        }

        Assert.Empty(_tester.Names);
        Assert.True(_tester.Passes(Call(500)));
    }

    [Fact]
    public void A_call_that_was_answered_before_excuses_none_of_those_begun_later()
    {
        var answered = Call(1000);
        _tester.Ask(answered, SipBuilder.Response(200, answered)).After(TimeSpan.FromSeconds(3));
        Ring(_tester, 10 * Limit);
        Assert.Contains(Name, _tester.Names, StringComparer.Ordinal);
    }

    [Fact]
    public void Another_callers_answer_excuses_nobody()
    {
        var answered = Call(1000, "accomplice");
        _tester.Ask(answered, SipBuilder.Response(200, answered));
        Ring(_tester, 10 * Limit);
        Assert.Contains(Name, _tester.Names, StringComparer.Ordinal);
    }

    [Fact]
    public void A_trunk_on_which_some_of_many_callers_hang_up_is_silent()
    {
        for (var number = 1; number <= 20 * Limit; number++)
        {
            var answered = Call(1000 + number, $"a{number}");
            _tester.Ask(answered, SipBuilder.Response(200, answered));
            Ring(_tester, number % 2, first: number, of: caller => $"b{caller}");
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_trunk_that_is_a_peer_is_silent()
    {
        var tester = WithPeer(s_options, $"{Client}/32");
        Ring(tester, 10 * Limit);
        Assert.True(tester.Passes(Call(500)));
        Assert.Empty(tester.Names);
    }

    [Fact]
    public void Others_behind_its_address_and_others_of_its_name_call_on()
    {
        Ring(_tester, 3 * Limit);
        Assert.True(_tester.Passes(Call(500, "bob")));
        Assert.True(_tester.Passes(Call(501), "203.0.113.9"));
    }

    [Fact]
    public void A_forger_in_a_users_address_and_name_does_not_have_the_user_cut()
    {
        _tester.Prove("wangiri");
        Ring(_tester, 3 * Limit);
        Assert.True(_tester.Passes(Call(500)));
    }

    [Fact]
    public void The_window_slides()
    {
        for (var number = 1; number <= 10 * Limit; number++)
        {
            _tester.After(TimeSpan.FromSeconds(13));
            Ring(_tester, 1, first: number);
        }

        Assert.Empty(_tester.Names);
    }

    private static SipBuilder Call(int number, string caller = "wangiri") => Request("INVITE", number).From($"sip:{caller}@example.com", $"a{number}");

    private static void Ring(
        PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> tester, int times, int first = 1, TimeSpan ringing = default, Func<int, string>? of = null, Func<int, string>? to = null)
    {
        for (var number = first; number < first + times; number++)
        {
            var call = Call(number, of?.Invoke(number) ?? "wangiri");
            call = to is null ? call : call.For("INVITE", to(number));
            tester.Ask(call, SipBuilder.Response(180, call)).After(ringing).From(Client).To(Server).See(SipBuilder.CancelOf(call));
            tester.From(Server).To(Client).See(SipBuilder.Response(487, call));
        }
    }
}
