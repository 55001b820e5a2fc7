using SipIds.Options;
using SipIds.Packets;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.DecoderFaults;

public sealed class DecoderFaultsTests
{
    private const int UdpChecksum = 40;

    private static readonly FrameBuilder s_scan = FrameBuilder.Udp("203.0.113.66:5060", "198.51.100.1:5060")
        .Payload(SipBuilder.Request("OPTIONS").Header("User-Agent", "friendly-scanner"));

    private static readonly FrameBuilder s_ordinary = FrameBuilder.Udp("203.0.113.66:5060", "198.51.100.1:5060").Payload(SipBuilder.Request("OPTIONS"));

    [Fact]
    public void A_wrong_checksum_is_reported_and_dropped()
    {
        var wire = new Wire();
        Assert.Equal(Verdict.Drop, wire.See(Wrong(s_scan)));
        Assert.Equal("decoder-checksum", wire.Alerts);
    }

    [Theory]
    [InlineData(DropMode.False)]
    [InlineData(DropMode.Shadow)]
    public void What_its_receiver_discards_is_not_looked_at_whatever_is_done_with_it(DropMode mode)
    {
        var wire = new Wire(dropMode: mode);
        Assert.Equal(Verdict.Pass, wire.See(Wrong(s_scan)));
        Assert.Equal("decoder-checksum", wire.Alerts);
        Assert.Equal(0, wire.Tester.Statistics.Messages);
    }

    [Fact]
    public void A_wrong_checksum_off_the_SIP_ports_is_no_matter()
    {
        var wire = new Wire();
        Assert.Equal(Verdict.Pass, wire.See(Wrong(FrameBuilder.Udp("203.0.113.66:4000", "198.51.100.1:4002").Payload("\u0080rtp"))));
        Assert.Equal("", wire.Alerts);
    }

    [Fact]
    public void A_BYE_with_a_wrong_checksum_ends_no_call()
    {
        var wire = new Wire(inline: false);
        var call = CallScript.Between("192.0.2.1:5060", "192.0.2.2:5060");
        var packets = call.ToPackets().ToList();
        var bye = packets.FindIndex(packet => packet.Payload.Span.StartsWith("BYE "u8));
        foreach (var packet in packets.Take(bye))
        {
            _ = wire.See(packet.ToFrame().Build(), (packet.Time - TestClock.Start).TotalSeconds);
        }

        var live = wire.Tester.Pipeline.Calls!.LiveCalls;
        _ = wire.See(Wrong(packets[bye].ToFrame()), (packets[bye].Time - TestClock.Start).TotalSeconds);
        Assert.Equal((1, 1, "decoder-checksum"), (live, wire.Tester.Pipeline.Calls.LiveCalls, wire.Alerts));
        foreach (var packet in packets.Skip(bye))
        {
            _ = wire.See(packet.ToFrame().Build(), (packet.Time - TestClock.Start).TotalSeconds);
        }

        Assert.Equal((0L, "decoder-checksum"), (wire.Tester.Pipeline.Calls.LiveCalls, wire.Alerts));
    }

    [Fact]
    public void The_answer_to_a_request_whose_checksum_an_editor_of_the_capture_broke_is_expected()
    {
        var wire = new Wire(inline: false);
        var phone = FrameBuilder.Udp("192.0.2.77:5060", "198.51.100.1:5060");
        var register = SipBuilder.Request("REGISTER", "sip:example.com");
        _ = wire.See(phone.Payload(SipBuilder.Request("OPTIONS").CallId("other")), 0, ChecksumState.Unknown);
        _ = wire.See(Wrong(phone.Payload(register)), 1, state: ChecksumState.Unknown);
        _ = wire.See(FrameBuilder.Udp("198.51.100.1:5060", "192.0.2.77:5060").Payload(SipBuilder.Response(200, register)), 2, ChecksumState.Unknown);
        Assert.Equal("decoder-checksum", wire.Alerts);
    }

    [Fact]
    public void Overlapping_fragments_cost_the_datagram_and_the_rest_is_dropped()
    {
        var wire = new Wire();
        var whole = s_scan.Build();
        var verdicts = new[]
        {
            wire.See(Wire.Fragment(whole, 0, 160, hasMore: true)),
            wire.See(Wire.Fragment(Wrong(s_ordinary), 80, 240, hasMore: true), 0.1),
            wire.See(Wire.Fragment(whole, 160, whole.Length - 34, hasMore: false), 0.2),
        };
        Assert.Equal([Verdict.Pass, Verdict.Drop, Verdict.Drop], verdicts);
        Assert.Equal("decoder-fragment decoder-fragment", wire.Alerts);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(35)]
    public void A_scan_in_fragments_is_named_however_long_the_last_one_takes(double seconds)
    {
        var wire = new Wire();
        var fragments = Wire.Fragments(s_scan, 160);
        _ = wire.See(fragments[0]);
        Assert.Equal(Verdict.Drop, wire.See(fragments[1], seconds));
        Assert.Contains("mandatory-scanner", wire.Alerts, StringComparison.Ordinal);
    }

    [Fact]
    public void Ordinary_fragments_in_any_order_are_silent()
    {
        var wire = new Wire();
        var fragments = Wire.Fragments(s_ordinary, 80, 160);
        Assert.All([2, 0, 0, 1], index => Assert.Equal(Verdict.Pass, wire.See(fragments[index])));
        Assert.Equal((1L, ""), (wire.Tester.Statistics.Messages, wire.Alerts));
    }

    [Fact]
    public void A_datagram_for_a_SIP_port_that_never_becomes_whole_is_reported_and_drops_nothing()
    {
        var wire = new Wire();
        _ = wire.See(Wire.Fragments(s_ordinary, 160)[0]);
        Assert.Equal(Verdict.Pass, wire.See(FrameBuilder.Udp("192.0.2.9:4000", "192.0.2.10:4000").Payload("x"), 62));
        var alert = Assert.Single(wire.Tester.Alerts);
        Assert.Equal(("decoder-fragment", Verdict.Pass, 0L), (alert.Name, alert.Verdict, wire.Tester.Statistics.Dropped));
    }

    [Fact]
    public void A_datagram_for_another_port_that_never_becomes_whole_is_no_matter()
    {
        var wire = new Wire();
        _ = wire.See(Wire.Fragments(FrameBuilder.Udp("203.0.113.66:4000", "198.51.100.1:4000").Payload(new byte[400]), 160)[0]);
        _ = wire.See(FrameBuilder.Udp("192.0.2.9:4000", "192.0.2.10:4000").Payload("x"), 62);
        Assert.Equal("", wire.Alerts);
    }

    [Fact]
    public void A_packet_below_min_ttl_is_reported_and_still_looked_at()
    {
        var wire = new Wire(settings: new() { Decoder = new() { MinTtl = 65 } });
        Assert.Equal(Verdict.Drop, wire.See(s_scan));
        Assert.Equal("decoder-options mandatory-scanner", wire.Alerts);
    }

    [Fact]
    public void A_packet_shorter_than_it_claims_is_reported_and_passes()
    {
        var wire = new Wire();
        Assert.Equal(Verdict.Pass, wire.See(s_ordinary.Build().AsSpan()[..^3]));
        Assert.Equal("decoder-truncated", wire.Alerts);
    }

    [Fact]
    public void A_trusted_sender_is_not_accused_and_still_not_believed()
    {
        var wire = new Wire(settings: new() { Trusted = NetPrefixSet.Create([NetPrefix.Parse("203.0.113.0/24")]) });
        Assert.Equal(Verdict.Pass, wire.See(Wrong(s_ordinary)));
        Assert.Equal((0L, ""), (wire.Tester.Statistics.Messages, wire.Alerts));
    }

    private static byte[] Wrong(FrameBuilder frame)
    {
        var bytes = frame.Build();
        bytes[UdpChecksum] ^= 0x5A;
        return bytes;
    }
}
