using FsCheck;
using FsCheck.Fluent;
using SipIds.Preprocessors.Behaviour;
using SipIds.Testing;
using SipIds.Testing.Traffic;

namespace SipIds.Preprocessors.Tests.Behaviour;

public class SilenceTests
{
    private static readonly Gen<int> s_seeds = Gen.Choose(1, 1_000_000);

    // Hour after hour, so that all of it is learnt and judged.
    [Fact]
    public void Traffic_that_keeps_to_the_standard_is_silent() =>
        Prop.ForAll(s_seeds.ToArbitrary(), seed => Offences(seed) == 0).Check(Config.QuickThrowOnFailure.WithMaxTest(20));

    private static int Offences(int seed)
    {
        var tester = new PreprocessorTester<BehaviourPreprocessor, BehaviourOptions>(new() { Learn = TimeSpan.FromHours(1), Rates = 1024, Mixes = 64 });
        for (var hour = 0; hour < 6; hour++)
        {
            var later = TimeSpan.FromHours(hour);
            tester.See(new LegalTraffic(seed + hour) { Calls = 6, Others = 4, Loss = 0.1 }.ToPackets().Select(packet => packet with { Time = packet.Time + later }));
        }

        return tester.Reported;
    }
}
