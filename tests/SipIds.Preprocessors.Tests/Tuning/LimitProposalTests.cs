using SipIds.Preprocessors.Tuning;

namespace SipIds.Preprocessors.Tests.Tuning;

public class LimitProposalTests
{
    private static readonly TimeSpan s_week = TimeSpan.FromDays(7);

    private readonly Counted _counted = new();

    [Fact]
    public void A_limit_is_proposed_that_lies_above_what_was_seen_and_gives_so_few_alarms()
    {
        Week();
        var proposal = _counted.Propose(s_week);
        Assert.InRange(proposal.Proposed, 6, 30);
        Assert.InRange(proposal.AlarmsAWeek(proposal.Proposed), 0, 1);
        Assert.Equal((60, ProposalDoubt.None), (proposal.Present, proposal.Doubt));
    }

    [Fact]
    public void Rarer_alarms_ask_for_a_higher_limit()
    {
        Week();
        Assert.True(_counted.Propose(s_week, alarmsAWeek: 0.5).Proposed > _counted.Propose(s_week, alarmsAWeek: 1000).Proposed);
    }

    [Fact]
    public void An_attacker_stands_out_by_name_and_inflates_nothing()
    {
        Week();
        var without = _counted.Propose(s_week).Proposed;
        for (var minute = 0; minute < 30; minute++)
        {
            _counted.Calls("mallory", 200);
        }

        var proposal = _counted.Propose(s_week);
        Assert.Equal(without, proposal.Proposed);
        Assert.Equal(["sip:mallory@example.com"], proposal.Quantities[0].StandingOut.Select(s => s.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void Outliers_can_be_taken_for_ordinary()
    {
        Week();
        _counted.Calls("desk", 200);
        Assert.True(_counted.Propose(s_week, keepsOutliers: true).Proposed >= 200);
    }

    [Fact]
    public void The_busiest_of_many_does_not_stand_out()
    {
        Week();
        _counted.Calls("busy", 7);
        Assert.Empty(_counted.Propose(s_week).Quantities[0].StandingOut);
    }

    [Fact]
    public void Too_few_windows_change_nothing()
    {
        _counted.Calls("alice", 40);
        var proposal = _counted.Propose(s_week);
        Assert.Equal((60, ProposalDoubt.TooFew), (proposal.Proposed, proposal.Doubt));
        Assert.Null(proposal.Measured);
    }

    [Fact]
    public void Too_short_a_time_changes_nothing_and_says_what_was_measured()
    {
        Week();
        var proposal = _counted.Propose(TimeSpan.FromMinutes(30));
        Assert.Equal((60, ProposalDoubt.TooShort), (proposal.Proposed, proposal.Doubt));
        Assert.NotNull(proposal.Measured);
    }

    [Fact]
    public void Less_than_a_week_is_said()
    {
        Week();
        Assert.Equal(ProposalDoubt.NoWholeWeek, _counted.Propose(TimeSpan.FromDays(2)).Doubt);
    }

    [Fact]
    public void A_limit_that_must_bear_a_power_cut_is_not_lowered_by_quiet_weeks()
    {
        Week();
        var proposal = LimitProposal.Of(_counted.Learner, s_week, alarmsAWeek: 1).Single(p => p.Setting == "source");
        Assert.Equal((1800, ProposalDoubt.Unseen), (proposal.Proposed, proposal.Doubt));
        Assert.True(proposal.Measured < 1800);
    }

    [Fact]
    public void A_limit_that_is_too_low_is_raised()
    {
        var counted = new Counted(new() { Calls = 2 });
        Week(counted);
        Assert.True(counted.Propose(s_week).Proposed > 5);
    }

    private void Week() => Week(_counted);

    // A hundred users who make one to six calls in a window.
    private static void Week(Counted counted)
    {
        var random = new Random(1);
        for (var window = 0; window < 400; window++)
        {
            counted.Calls($"user{window % 100}", Math.Min(1 + (int)(-1.2 * Math.Log(1 - random.NextDouble())), 6));
        }
    }
}
