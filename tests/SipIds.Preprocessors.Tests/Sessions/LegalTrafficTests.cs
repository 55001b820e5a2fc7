using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Mandatory;
using SipIds.Preprocessors.Sessions;
using SipIds.Preprocessors.Syntax;
using SipIds.Testing;
using SipIds.Testing.Traffic;

namespace SipIds.Preprocessors.Tests.Sessions;

[Trait("takes", "long")]
public sealed class LegalTrafficTests
{
    private static readonly Gen<int> s_seeds = Gen.Choose(1, int.MaxValue);

    [Fact]
    public void Calls_that_keep_to_the_standard_are_silent() => Hold(seed => new LegalTraffic(seed), Sessions, tests: 250);

    [Fact]
    public void Calls_over_a_bad_line_are_silent() => Hold(seed => new LegalTraffic(seed) { Loss = 0.3 }, Sessions, tests: 150);

    [Fact]
    public void Messages_that_keep_to_the_standard_are_silent() =>
        Hold(seed => new LegalTraffic(seed) { Calls = 4, Others = 4 }, traffic => Offence<SyntaxPreprocessor, SyntaxOptions>(traffic) ?? Offence<MandatoryPreprocessor, MandatoryOptions>(traffic), tests: 40);

    [Fact]
    public void Every_call_that_ended_is_known_to_be_over() => Hold(seed => new LegalTraffic(seed) { Loss = 0.2 }, StillLive, tests: 100);

    private static void Hold(Func<int, LegalTraffic> traffic, Func<LegalTraffic, string?> offence, int tests) =>
        Prop.ForAll(s_seeds.ToArbitrary(), seed => (offence(traffic(seed)) is not { } text).Label(offence(traffic(seed)) ?? ""))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(tests));

    private static string? Sessions(LegalTraffic traffic) => Offence<SessionsPreprocessor, SessionsOptions>(traffic);

    private static string? StillLive(LegalTraffic traffic)
    {
        var talk = new Talk();
        _ = talk.Tester.See(traffic.ToPackets());
        return talk.Services.Calls.LiveCalls == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"seed {traffic.Seed}: {talk.Services.Calls.LiveCalls} live");
    }

    // The first event, and the messages of its call up to it.
    private static string? Offence<TPreprocessor, TOptions>(LegalTraffic traffic)
        where TPreprocessor : IPreprocessor<TPreprocessor, TOptions>
        where TOptions : PreprocessorOptions, new()
    {
        var tester = new PreprocessorTester<TPreprocessor, TOptions>(inline: true).See(traffic.ToPackets());
        var offence = tester.Seen.FirstOrDefault(seen => seen.Events.Any(reported => reported.Severity < Severity.Low));
        if (offence is null)
        {
            return null;
        }

        var call = CallId(offence.Packet);
        var ladder = tester.Seen.TakeWhile(seen => seen.Packet.Number <= offence.Packet.Number).Where(seen => CallId(seen.Packet) == call);
        return string.Create(CultureInfo.InvariantCulture, $"seed {traffic.Seed}: {offence.Events[0]}\n")
            + string.Join('\n', ladder.Select(seen => $"{(seen.Packet.Time - TestClock.Start).TotalSeconds:F3} {seen.Packet} {Line(seen.Packet, "CSeq")} {Line(seen.Packet, "To")}"))
            + $"\n{Encoding.UTF8.GetString(offence.Packet.Payload.Span)}";
    }

    private static string CallId(TestPacket packet) => Line(packet, "Call-ID");

    private static string Line(TestPacket packet, string name) =>
        Encoding.UTF8.GetString(packet.Payload.Span).Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.Ordinal)) ?? "";
}
