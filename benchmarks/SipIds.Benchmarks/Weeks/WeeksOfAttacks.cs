using System.Globalization;
using SipIds.Benchmarks.Traffic;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.Preprocessors;
using SipIds.Preprocessors.Behaviour;
using SipIds.Preprocessors.Thresholds;
using SipIds.Preprocessors.Tuning;
using SipIds.State;

namespace SipIds.Benchmarks.Weeks;

/// <summary>Fixed limits against those that learn: what finds the planted attacks, how soon, and what it costs in false alarms.</summary>
internal static class WeeksOfAttacks
{
    private const int QuietWeeks = 4;

    /// <summary>Learns, judges, and prints a table.</summary>
    public static void Run(int judgedWeeks, int seed)
    {
        var learner = new CountLearner(TimeSpan.FromMinutes(1));
        var (learningLog, tunedLog) = (new AlarmLog(), new AlarmLog());
        var learning = Pipeline(new() { Adaptive = true }, hasBehaviour: true, learningLog, learner);
        SipIdsPipeline? tuned = null;
        var judgedFrom = SimulatedWeeks.Start + TimeSpan.FromDays(7 * QuietWeeks);
        var number = 0L;
        foreach (var message in new SimulatedWeeks(seed).Play(QuietWeeks + judgedWeeks, QuietWeeks))
        {
            tuned ??= message.Time < judgedFrom ? null : Pipeline(Tuned(learner), hasBehaviour: false, tunedLog);
            var bytes = CaptureWriter.Frame(message.Source, message.Target, message.Payload);
            var frame = new CapturedFrame { Time = message.Time, Number = ++number, Link = LinkType.Ethernet, OriginalLength = bytes.Length, Bytes = bytes };
            _ = learning.Process(frame);
            _ = tuned?.Process(frame);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number:#,0} messages, {Population.Users} users, {QuietWeeks} weeks to learn and {judgedWeeks} judged, seed {seed}."));
        Console.WriteLine();
        new AlarmTable(judgedFrom, judgedWeeks, learningLog, tunedLog).Write(Console.Out);
    }

    private static SipIdsPipeline Pipeline(ThresholdsOptions thresholds, bool hasBehaviour, AlarmLog log, params IReadOnlyList<ICountObserver> observers) => new(new()
    {
        Registry = BuiltIn.Register(new()),
        Options = new Dictionary<string, PreprocessorOptions>(StringComparer.Ordinal)
        {
            ["thresholds"] = thresholds,
            ["behaviour"] = new BehaviourOptions() { Enabled = hasBehaviour },
        },
        Outputs = [log],
        CountObservers = observers,
        Hasher = KeyHasher.CreateFixed(),
    });

    private static ThresholdsOptions Tuned(CountLearner learner)
    {
        var proposals = LimitProposal.Of(learner, TimeSpan.FromDays(7 * QuietWeeks), alarmsAWeek: 1).ToDictionary(p => p.Setting, p => (int)p.Proposed, StringComparer.Ordinal);
        Console.WriteLine($"From tune: {string.Join(", ", proposals.Select(p => $"{p.Key} {p.Value}"))}.");
        var none = new ThresholdsOptions();
        return none with
        {
            Calls = proposals.GetValueOrDefault("calls", none.Calls),
            RegisterFrom = proposals.GetValueOrDefault("register_from", none.RegisterFrom),
            RegisterTo = proposals.GetValueOrDefault("register_to", none.RegisterTo),
            Cancels = proposals.GetValueOrDefault("cancels", none.Cancels),
            Byes = proposals.GetValueOrDefault("byes", none.Byes),
            Source = proposals.GetValueOrDefault("source", none.Source),
            UnknownUsers = proposals.GetValueOrDefault("unknown_users", none.UnknownUsers),
            Sources = proposals.GetValueOrDefault("sources", none.Sources),
            Transactions = proposals.GetValueOrDefault("transactions", none.Transactions),
        };
    }
}
