using SipIds.Preprocessors.Thresholds;
using SipIds.Preprocessors.Tuning;
using SipIds.Testing;
using static SipIds.Preprocessors.Tests.Thresholds.ThresholdsTester;

namespace SipIds.Preprocessors.Tests.Tuning;

/// <summary>A learner that watches the thresholds while users send requests.</summary>
internal sealed class Counted
{
    private int _number;

    public Counted(ThresholdsOptions? options = null) => Tester = Thresholds.ThresholdsTester.Of(options ?? new()).Measure(Learner);

    public CountLearner Learner { get; } = new(TimeSpan.FromMinutes(1), subjects: 4096);

    public PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> Tester { get; }

    /// <summary>So many INVITEs of one user within a window of its own, each to somebody else.</summary>
    public Counted Calls(string user, int count)
    {
        Tester.After(TimeSpan.FromMinutes(2));
        for (var number = 0; number < count; number++)
        {
            Tester.From("198.51.100.1").See(Request("INVITE", ++_number).From($"sip:{user}@example.com"));
        }

        return this;
    }

    public MeasuredQuantity Of(string setting, string subject)
    {
        Learner.CloseWindows();
        return Assert.Single(Learner.Quantities, q => q.Quantity.Setting == setting && q.Quantity.Subject == subject);
    }

    public LimitProposal Propose(TimeSpan observed, double alarmsAWeek = 1, bool keepsOutliers = false) =>
        LimitProposal.Of(Learner, observed, alarmsAWeek, keepsOutliers).Single(p => p.Setting == "calls");
}
