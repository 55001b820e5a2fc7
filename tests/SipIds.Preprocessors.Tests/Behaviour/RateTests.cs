using SipIds.Options;
using SipIds.Packets;
using SipIds.Preprocessors.Behaviour;
using SipIds.State;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Behaviour.Habits;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Behaviour;

public class RateTests
{
    private readonly Habits _habits = new();

    [Fact]
    public void A_user_far_above_the_learnt_rate_is_reported_with_both()
    {
        _habits.Hours(30, calls: 3).Calls(40);
        Assert.Equal([Rate], _habits.Tester.Names.Distinct(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Equal($"INVITEs from {Alice} this hour, as a rule 3", _habits.Tester.Last[0].Detail);
        Assert.Equal((40, 20), (_habits.Tester.Last[0].Count, _habits.Tester.Last[0].Limit));
    }

    [Fact]
    public void What_is_below_the_limit_is_silent() => Assert.Empty(_habits.Hours(30, calls: 3).Calls(20).Tester.Names);

    [Fact]
    public void Who_always_calls_much_may()
    {
        _habits.Hours(30, hour => 60 + (hour % 7)).Calls(75);
        Assert.Empty(_habits.Tester.Names);
    }

    [Fact]
    public void While_it_learns_it_is_silent() => Assert.Empty(_habits.Hours(20, calls: 3).Calls(500).Tester.Names);

    [Fact]
    public void Of_a_newcomer_nothing_is_said()
    {
        _habits.Hours(30, calls: 3).Calls(500, "sip:newcomer@example.com");
        Assert.Empty(_habits.Tester.Names);
    }

    [Fact]
    public void Another_From_does_not_hide_a_source()
    {
        for (var hour = 0; hour < 30; hour++)
        {
            Source(3);
            _habits.Tester.After(TimeSpan.FromHours(1));
        }

        Source(40);
        Assert.Empty(_habits.Tester.Names);
        Source(1);
        Assert.Equal("requests from 192.0.2.77 this hour, as a rule 3", _habits.Tester.Last[0].Detail);
    }

    [Fact]
    public void A_tag_in_To_hides_no_call()
    {
        _habits.Hours(30, calls: 3);
        for (var call = 0; call < 30; call++)
        {
            _habits.See(_habits.Call().From(Alice).To($"sip:bob{call}@example.com", "x"));
        }

        Assert.Contains(Rate, _habits.Tester.Names, StringComparer.Ordinal);
    }

    [Fact]
    public void A_call_that_is_sent_again_counts_once()
    {
        _habits.Hours(30, calls: 3);
        _habits.Tester.From("192.0.2.1").To("192.0.2.2").See(Request("INVITE", 9999).From(Alice), times: 11, every: TimeSpan.FromSeconds(1));
        _habits.Calls(19);
        Assert.Empty(_habits.Tester.Names);
    }

    [Fact]
    public void Calls_whose_answer_is_acknowledged_are_no_flood_of_their_target()
    {
        for (var hour = 0; hour < 30; hour++)
        {
            Hotline(3, hour * 1000);
            _habits.Tester.After(TimeSpan.FromHours(1));
        }

        Hotline(200, 90_000);
        Assert.Empty(_habits.Tester.Names);
    }

    [Fact]
    public void Calls_that_nobody_acknowledges_are_a_flood_of_their_target()
    {
        for (var hour = 0; hour < 30; hour++)
        {
            Hotline(3, hour * 1000);
            _habits.Tester.After(TimeSpan.FromHours(1));
        }

        Hotline(40, 90_000, acknowledged: false);
        Assert.Contains(_habits.Tester.Events, e => e.Detail.StartsWith("INVITEs without ACK to sip:hotline@example.com this hour", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_usual_on_a_morning_is_not_so_at_night()
    {
        var habits = new Habits(new() { Learn = TimeSpan.FromDays(7), Minimum = 10, Rates = 1024 });
        habits.Hours(24 * 28, Office);
        Assert.Empty(habits.Tester.Names);
        habits.Hours(3, 0).Calls(35);
        Assert.Equal([Rate], habits.Tester.Names.Distinct(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void Who_was_not_seen_for_four_weeks_is_learnt_anew()
    {
        _habits.Hours(30, calls: 3).Tester.After(TimeSpan.FromDays(29));
        Assert.Empty(_habits.Calls(100).Tester.Names);
    }

    [Fact]
    public void A_slow_ramp_ends_at_the_ceiling()
    {
        _habits.Hours(24, calls: 5);
        var calls = 5.0;
        while (_habits.Tester.Reported == 0 && calls < 10_000)
        {
            calls *= 1.2;
            _habits.Hours(24, (int)calls);
        }

        // Four times the limit of the first day, which was five and eight times the root of five.
        Assert.InRange(calls, 20, 120);
        Assert.True(_habits.Tester.Events[0].Limit <= 92);
    }

    [Fact]
    public void One_day_of_a_flood_teaches_little()
    {
        _habits.Hours(30, calls: 3).Hours(24, calls: 100);
        Assert.InRange(_habits.Tester.Events[^1].Limit, 20, 60);
    }

    [Fact]
    public void What_comes_from_a_trusted_sender_is_not_learnt()
    {
        var settings = new PipelineOptions { Trusted = [NetPrefix.Parse("192.0.2.0/24")] };
        var tester = new PreprocessorTester<BehaviourPreprocessor, BehaviourOptions>(_habits.Options, new(settings, KeyHasher.CreateFixed()));
        for (var hour = 0; hour < 30; hour++)
        {
            tester.From("192.0.2.9").See(Request("INVITE", hour).From(Alice)).After(TimeSpan.FromHours(1));
        }

        Assert.Empty(tester.See(number => Request("INVITE", 1000 + number).From(Alice), times: 100).Names);
    }

    [Fact]
    public void It_only_alerts() => Assert.All(BehaviourPreprocessor.Info.Events, e => Assert.Equal(SipIds.Events.EventAction.Alert, e.Action));

    [Fact]
    public void It_is_off_unless_it_is_wanted() => Assert.False(new BehaviourOptions().Enabled);

    private void Source(int calls)
    {
        for (var call = 0; call < calls; call++)
        {
            _habits.Tester.From("192.0.2.77").To($"203.0.113.{call}").See(_habits.Call());
        }
    }

    private void Hotline(int calls, int first, bool acknowledged = true)
    {
        for (var call = 1; call <= calls; call++)
        {
            var invite = Request("INVITE", first + call).To("sip:hotline@example.com");
            var busy = SipBuilder.Response(486, invite);
            var (caller, server) = ($"198.51.100.{call % 200}", "203.0.113.1");
            _habits.Tester.From(caller).To(server).See(invite).From(server).To(caller).See(busy);
            if (acknowledged)
            {
                _habits.Tester.From(caller).To(server).See(SipBuilder.AckOf(invite));
            }
        }
    }

    // The clock of tests begins on a Thursday at midnight.
    private static int Office(int hour) => hour % 24 is >= 9 and < 17 && hour / 24 % 7 is 0 or 1 or 4 or 5 or 6 ? 30 + (hour % 5) : 0;
}
