using System.Globalization;
using SipIds.Testing;
using SipIds.Testing.Traffic.Town;

namespace SipIds.Preprocessors.Tests.Standing;

/// <summary>The town itself does what its parties are meant to do.</summary>
[Trait("takes", "long")]
public sealed class HonestTownTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 30)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_request_but_ACK_is_answered_before_phones_move(int seed)
    {
        var day = Day(seed);
        var answered = day.Where(packet => packet.Message.Status >= 200).Select(packet => packet.Message).Select(KeyOf).ToHashSet(StringComparer.Ordinal);
        Demand(day.Where(packet => packet.Message.IsRequest && packet.Message.Method is not "ACK" && !answered.Contains(KeyOf(packet.Message))));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nothing_is_sent_again_before_phones_move(int seed) =>
        Demand(Day(seed).GroupBy(packet => (packet.Sender, packet.Key)).Where(packets => packets.Skip(1).Any()).Select(packets => packets.First()));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void More_than_twenty_calls_with_the_carrier_are_answered_in_a_day(int seed)
    {
        var answered = Day(seed).Where(packet => packet.Message is { Method: "INVITE", Status: 200 } && packet.Target.Address == TestEndpoint.Parse("192.0.2.200").Address);
        var called = Day(seed).Where(packet => packet.Message is { Method: "INVITE", Status: 200 } && packet.Source.Address == TestEndpoint.Parse("192.0.2.200").Address);
        Assert.InRange(answered.Count(), 15, 30);
        Assert.InRange(called.Count(), 5, 12);
    }

    [Fact]
    public void The_same_seed_does_the_same() => Assert.Equal(Describe(Run(5)), Describe(Run(5)));

    [Fact]
    public void What_honest_parties_do_does_not_depend_on_an_adversary_whose_packets_go_nowhere()
    {
        var town = new HonestTown(5, CrudeSensors.PassAll(5).Judge);
        _ = new Adversary(town);
        Assert.Equal(Describe(Run(5)), Describe(town.Run()));
    }

    private static string KeyOf(WireMessage message) => $"{message.Via.Branch} {message.Method}";

    private static void Demand(IEnumerable<SentPacket> none)
    {
        var text = string.Join('\n', none.Take(5));
        Assert.True(text.Length == 0, text);
    }

    private static SentPacket[] Day(int seed) => [.. Run(seed).Where(packet => packet.Time < HonestTown.Begin - 200)];

    private static IReadOnlyList<SentPacket> Run(int seed) => new HonestTown(seed, CrudeSensors.PassAll(seed).Judge).Run();

    private static string Describe(IEnumerable<SentPacket> packets) =>
        string.Join('\n', packets.Select(packet => string.Create(CultureInfo.InvariantCulture, $"{packet} {packet.Key}")));
}
