using System.Collections.Concurrent;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using SipIds.Testing.Traffic.Town;

namespace SipIds.Preprocessors.Tests.Standing;

/// <summary>Who pays for a drop: with an adversary beside them honest parties lose nothing that they have without, and the adversary gets no more than the limits allow.</summary>
/// <remarks><c>SIPIDS_STANDING_SEEDS</c> sets in how many towns each attack is tried; where it is set, any town is drawn anew at each run.</remarks>
[Trait("takes", "long")]
public sealed class StandingTests
{
    private static readonly int s_seeds = int.TryParse(Environment.GetEnvironmentVariable("SIPIDS_STANDING_SEEDS"), CultureInfo.InvariantCulture, out var seeds) ? seeds : 60;

    // A gate that draws other towns each time fails for what a change has not done.
    private static readonly Config s_towns = Environment.GetEnvironmentVariable("SIPIDS_STANDING_SEEDS") is null
        ? Config.QuickThrowOnFailure.WithReplay(new Replay(new Rnd(2026, 1), null))
        : Config.QuickThrowOnFailure;

    private static readonly ConcurrentDictionary<(int Seed, bool HasStrangers), Baseline> s_baselines = [];

    public static TheoryData<string> Attacks => [.. AttackTable.All.Select(attack => attack.Name)];

    [Fact]
    public void Honest_traffic_alone_passes() =>
        Demand(Trials.Summarize(Trials.Run(Enumerable.Range(1, s_seeds), seed => Trial.Alone(seed, Trial.Pipeline))));

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_adversary_pays_alone(string name)
    {
        var attack = AttackTable.Named(name);
        var towns = Enumerable.Range(1, s_seeds * 8).Where(seed => attack.Where(HabitsOf(seed))).Take(s_seeds);
        Demand(Trials.Summarize(Trials.Run(towns, seed => Trial.Of(seed, attack, BaselineOf(seed, attack), Trial.Pipeline))));
    }

    [Fact]
    public void In_any_town_an_adversary_pays_alone() => Prop.ForAll(
            Gen.Choose(1000, int.MaxValue).Zip(Gen.Elements<Attack>(AttackTable.All)).ToArbitrary(),
            trial =>
            {
                var (seed, attack) = trial;
                var violations = attack.Where(HabitsOf(seed)) ? Trial.Of(seed, attack, Baseline.Of(seed, !attack.CrowdsOut, Trial.Pipeline), Trial.Pipeline) : [];
                return (violations.Count == 0).Label(string.Create(CultureInfo.InvariantCulture, $"{attack.Name} in town {seed}\n{Trials.Summarize([(seed, violations)])}"));
            })
        .Check(s_towns.WithMaxTest(s_seeds * 2));

    private static void Demand(string violations) => Assert.True(violations.Length == 0, violations);

    private static Baseline BaselineOf(int seed, Attack attack) =>
        s_baselines.GetOrAdd((seed, !attack.CrowdsOut), town => Baseline.Of(town.Seed, town.HasStrangers, Trial.Pipeline));

    private static ServerHabits HabitsOf(int seed) => HonestTown.HabitsOf(seed);
}
