using System.Text.Json;
using SipIds.Events;
using SipIds.Packets;

namespace SipIds.Outputs.Tests;

/// <summary>Alerts of packets without a message: what is wrong lies below SIP.</summary>
public sealed class FaultTests
{
    private static readonly EventDescriptor s_checksum =
        new(Gid.Sip, 10001, "decoder-checksum", Severity.Low, EventAction.Drop, "A wrong checksum.");

    private static Alert Alert => Some.Alert with { Event = s_checksum, Severity = Severity.Low, Verdict = Verdict.Drop, Detail = "the UDP checksum"u8 };

    [Fact]
    public void A_datagram_reads_as_a_line() => Assert.Equal(
        "2026-01-02T03:04:05.123456Z  LOW     drop   [140:10001] decoder-checksum              198.51.100.66:5060  → 192.0.2.10:5060      "
        + "UDP datagram  \"the UDP checksum\"\n",
        Written.Text(Alert, Packet(5060, Transport.Udp)));

    [Fact]
    public void A_fragment_has_no_ports() => Assert.Equal(
        "2026-01-02T03:04:05.123456Z  LOW     drop   [140:10001] decoder-checksum              198.51.100.66       → 192.0.2.10           "
        + "IP packet  \"the UDP checksum\"\n",
        Written.Text(Alert, Packet(0, Transport.Other)));

    [Fact]
    public void Its_record_says_what_is_wrong_and_holds_no_sip()
    {
        using var record = JsonDocument.Parse(Written.Eve(Alert, Packet(5060, Transport.Tcp)));
        Assert.False(record.RootElement.TryGetProperty("sip", out _) || record.RootElement.TryGetProperty("app_proto", out _));
        Assert.Equal("TCP", record.RootElement.GetProperty("proto").GetString());
        Assert.Equal("the UDP checksum", record.RootElement.GetProperty("sipids").GetProperty("detail").GetString());
        Assert.Equal("decoder", record.RootElement.GetProperty("alert").GetProperty("metadata").GetProperty("family")[0].GetString());
    }

    private static SipPacket Packet(ushort port, Transport transport)
    {
        var decoded = new DecodedPacket
        {
            Frame = new() { Time = Some.Time, Number = 7, Link = LinkType.Ethernet, Bytes = "frame"u8, OriginalLength = 5 },
            Source = new(NetAddress.Parse("198.51.100.66"), port),
            Target = new(NetAddress.Parse("192.0.2.10"), port),
            Transport = transport,
            Faults = PacketFaults.Checksum,
        };
        return new(decoded, default, Sip.SipParseStatus.NotSip, default, decoded.Source);
    }
}
