using SipIds.Preprocessors.Behaviour;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Behaviour.Habits;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Behaviour;

public class MixTests
{
    // Five messages of a call count: INVITE, 200, ACK, BYE, 200.
    private const int CallsInWindow = 42;

    private readonly PreprocessorTester<BehaviourPreprocessor, BehaviourOptions> _tester =
        new(new() { Learn = TimeSpan.FromHours(1), Minimum = 1_000_000, Rates = 64, Mixes = 64 });

    private int _number;

    [Fact]
    public void A_flood_that_nobody_answers_changes_the_mix()
    {
        Learn();
        Flood(windows: 4, calls: 150);
        Assert.Equal([Mix], _tester.Names.Distinct(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Matches("^(all traffic|192.0.2.10): INVITE, 200, ACK, BYE .* as a rule 20, 40, 20, 20 %", _tester.Last[0].Detail);
    }

    [Fact]
    public void One_window_may_be_chance()
    {
        Learn();
        Flood(windows: 1, calls: 150);
        Windows(4);
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_few_calls_that_fail_are_no_flood()
    {
        Learn();
        Flood(windows: 5, calls: 10);
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void While_it_learns_it_is_silent()
    {
        Windows(80);
        Flood(windows: 6, calls: 150);
        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void It_ends_with_the_flood()
    {
        Learn();
        Flood(windows: 4, calls: 150);
        Windows(2);
        var reported = _tester.Reported;
        Windows(3);
        Assert.Equal(reported, _tester.Reported);
    }

    [Fact]
    public void Too_few_messages_mean_nothing()
    {
        Learn();
        for (var hour = 0; hour < 10; hour++)
        {
            _tester.After(TimeSpan.FromMinutes(61)).See(number => Request("INVITE", ++_number), times: 20);
        }

        Assert.Empty(_tester.Names);
    }

    [Fact]
    public void A_mix_that_shifts_little_by_little_is_stopped_by_the_ceiling()
    {
        Learn();
        for (var calls = 0; calls < 400 && _tester.Reported == 0; calls += 4)
        {
            Flood(windows: 3, calls);
        }

        Assert.Contains(Mix, _tester.Names, StringComparer.Ordinal);
    }

    private void Learn() => Windows(130);

    private void Windows(int windows) => Flood(windows, calls: 0);

    // Windows of ordinary calls, with so many INVITEs beside them that nobody answers.
    private void Flood(int windows, int calls)
    {
        for (var window = 0; window < windows; window++)
        {
            for (var call = 0; call < CallsInWindow; call++)
            {
                Call();
            }

            for (var call = 0; call < calls; call++)
            {
                _tester.From("198.51.100.66").To("192.0.2.10").See(Request("INVITE", ++_number));
            }

            _tester.After(TimeSpan.FromSeconds(61));
        }
    }

    private void Call()
    {
        var invite = Request("INVITE", ++_number);
        var answer = SipBuilder.Response(200, invite);
        var ack = Request("ACK", _number).To($"sip:callee{_number}@example.com", "b1").Via("192.0.2.1:5060", $"z9hG4bK-ack{_number}");
        var bye = Request("BYE", _number).To($"sip:callee{_number}@example.com", "b1").Via("192.0.2.1:5060", $"z9hG4bK-bye{_number}").CSeq(2);
        _tester.From("198.51.100.1").To("192.0.2.10").See(invite).From("192.0.2.10").To("198.51.100.1").See(answer)
            .From("198.51.100.1").To("192.0.2.10").See(ack).See(bye).From("192.0.2.10").To("198.51.100.1").See(SipBuilder.Response(200, bye));
    }
}
