using SipIds.Host.Discovery;
using SipIds.Packets;
using SipIds.Testing;

namespace SipIds.Host.Tests.Discovery;

public sealed class SourceTests
{
    private static readonly NetAddress s_pbx = NetAddress.Parse("192.0.2.20");

    private static IEnumerable<TestPacket> Calls => SiteTraffic.Calls("198.51.100.20:5060", "192.0.2.20:5060", 20);

    [Fact]
    public void Both_directions_once_and_in_order_is_said()
    {
        var found = Seen.In(Calls);
        Assert.Equal("both: 40 of 40 requests were answered here.", found.SourceSays("directions"));
        Assert.Equal("each packet once.", found.SourceSays("duplicates"));
        Assert.Equal("as it was sent.", found.SourceSays("order"));
    }

    [Fact]
    public void One_direction_is_said() => Assert.Contains("the mirror shows one direction", Seen.In(Calls.Where(packet => packet.Target.Address == s_pbx)).SourceSays("directions"), StringComparison.Ordinal);

    [Fact]
    public void The_answers_alone_are_said() => Assert.Contains("that of the answers", Seen.In(Calls.Where(packet => packet.Source.Address == s_pbx)).SourceSays("directions"), StringComparison.Ordinal);

    [Fact]
    public void Requests_and_answers_that_do_not_belong_together_are_said() =>
        Assert.Contains(
            "none of these answers one of those",
            Seen.In([.. Calls.Where(packet => packet.Target.Address == s_pbx), .. OthersAnswers]).SourceSays("directions"), StringComparison.Ordinal);

    [Fact]
    public void A_host_whose_answers_are_missing_is_named()
    {
        var found = Seen.In([.. Calls.Where(packet => packet.Target.Address == s_pbx), .. SiteTraffic.Calls("192.0.2.41:5060", "192.0.2.42:5060", 20, first: 101)]);
        Assert.Contains("nothing of 192.0.2.20 was seen, which must have answered", found.SourceSays("directions"), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_packet_twice_is_said() => Assert.Matches(@"^(\d+) of \d+ datagrams came twice within 1 ms: the mirror shows the same packet going in", Twice(TimeSpan.FromMilliseconds(1)).SourceSays("duplicates"));

    [Fact]
    public void What_is_sent_again_is_no_duplicate() => Assert.Equal("each packet once.", Twice(TimeSpan.FromMilliseconds(500)).SourceSays("duplicates"));

    [Fact]
    public void Answers_before_their_requests_propose_a_window()
    {
        var late = Calls.Select(packet => packet.Source.Address == s_pbx ? packet : packet with { Time = packet.Time + TimeSpan.FromMilliseconds(140) }).OrderBy(packet => packet.Time);
        var found = Seen.In(late);
        Assert.Equal([("200ms", Confidence.Fair)], found.Of("reorder"));
    }

    [Fact]
    public void Calls_that_had_begun_before_are_said_with_what_to_do() =>
        Assert.Contains("20 calls had begun before the first packet. In captures they are accused of having no beginning: read this one with --set midstream_grace=2m.",
            Seen.In(Calls.Where(IsOfBye)).SourceSays("first calls"), StringComparison.Ordinal);

    private static IEnumerable<TestPacket> OthersAnswers => SiteTraffic.Calls("198.51.100.30:5060", "192.0.2.20:5060", 20, first: 101).Where(packet => packet.Source.Address == s_pbx);

    private static bool IsOfBye(TestPacket packet) => System.Text.Encoding.UTF8.GetString(packet.Payload.Span).Contains(" BYE\r\n", StringComparison.Ordinal);

    private static Discoveries Twice(TimeSpan apart) => Seen.In(Calls.SelectMany(packet => new[] { packet, packet with { Time = packet.Time + apart } }));
}
