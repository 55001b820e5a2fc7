using SipIds.Packets;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.DecoderFaults;

public sealed class SnapLengthTests
{
    private static readonly CallScript s_call = CallScript.Between("192.0.2.1:5060", "192.0.2.2:5060");

    public static TheoryData<int> Lengths => [.. Enumerable.Range(0, 90).Select(step => 60 + (step * 11))];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_call_over_UDP_that_is_cut_anywhere_accuses_nobody(int snapLength) => Assert.Equal("", AlertsOf(s_call, snapLength));

    [Theory]
    [MemberData(nameof(Lengths))]
    public void A_call_over_TCP_that_is_cut_anywhere_accuses_nobody(int snapLength)
    {
        var wire = new Wire(inline: false);
        var sequences = new Dictionary<NetEndpoint, uint>();
        foreach (var packet in s_call.ToPackets())
        {
            var sequence = sequences.GetValueOrDefault(packet.Source, 1u);
            var frame = FrameBuilder.Of(packet with { Transport = Transport.Tcp }).Sequence(sequence).Build();
            sequences[packet.Source] = sequence + (uint)packet.Payload.Length;
            _ = wire.See(frame.AsSpan(0, Math.Min(snapLength, frame.Length)), (packet.Time - TestClock.Start).TotalSeconds, frame.Length, ChecksumState.Unknown);
        }

        Assert.Equal("", wire.Alerts);
    }

    [Fact]
    public void Messages_over_TCP_that_follow_a_cut_one_are_read()
    {
        var wire = new Wire(inline: false);
        var options = SipBuilder.Request("OPTIONS").Build();
        var first = FrameBuilder.Tcp("192.0.2.1:5060", "192.0.2.2:5060").Sequence(1).Payload(options).Build();
        var second = FrameBuilder.Tcp("192.0.2.1:5060", "192.0.2.2:5060").Sequence(1 + (uint)options.Length).Payload(options).Build();
        _ = wire.See(first.AsSpan()[..^30], 0, first.Length);
        _ = wire.See(second, 1);
        Assert.Equal((2L, ""), (wire.Tester.Statistics.Messages, wire.Alerts));
    }

    [Fact]
    public void A_scanner_is_named_from_what_is_left()
    {
        var wire = new Wire(inline: false);
        var frame = FrameBuilder.Udp("203.0.113.66:5060", "198.51.100.1:5060")
            .Payload(SipBuilder.Request("OPTIONS").Header("User-Agent", "friendly-scanner").Header("Accept", "application/sdp")).Build();
        _ = wire.See(frame.AsSpan()[..^8], 0, frame.Length);
        Assert.Equal("mandatory-scanner", wire.Alerts);
    }

    private static string AlertsOf(CallScript call, int snapLength)
    {
        var wire = new Wire(inline: false);
        foreach (var packet in call.ToPackets())
        {
            var frame = packet.ToFrame().Build();
            _ = wire.See(frame.AsSpan(0, Math.Min(snapLength, frame.Length)), (packet.Time - TestClock.Start).TotalSeconds, frame.Length, ChecksumState.Unknown);
        }

        return wire.Alerts;
    }
}
