using System.Text;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Outputs.Tests;

/// <summary>Packets and events to write.</summary>
internal static class Some
{
    public const string Invite = """
        INVITE sip:200@192.0.2.10 SIP/2.0
        Via: SIP/2.0/UDP 198.51.100.66:5060;branch=z9hG4bK1
        From: "Mallory" <sip:100@example.com>;tag=a
        To: <sip:200@example.com>
        Call-ID: 7f3a@example.com
        CSeq: 1 INVITE
        User-Agent: friendly-scanner


        """;

    public const string Busy = """
        SIP/2.0 486 Busy Here
        Via: SIP/2.0/UDP 198.51.100.66:5060;branch=z9hG4bK1
        From: <sip:100@example.com>;tag=a
        To: <sip:200@example.com>;tag=b
        Call-ID: 7f3a@example.com
        CSeq: 1 INVITE


        """;

    public static readonly EventDescriptor Spit =
        new(Gid.Sip, 4001, "spit-caller", Severity.High, EventAction.Drop, "One caller started more calls than `calls` allows.");

    public static readonly EventDescriptor NotSip =
        new(Gid.Sip, 1010, "syntax-not-sip", Severity.Low, EventAction.Alert, "Neither SIP nor a keep-alive.");

    public static readonly Timestamp Time = Timestamp.FromUnix(1_767_323_045, 123_456_789);

    public static Alert Alert => new() { Event = Spit, Severity = Severity.High, Action = EventAction.Drop, Verdict = Verdict.Pass };

    public static SipPacket Packet(string text, long number = 7, string source = "198.51.100.66", NetEndpoint? origin = null, string? interfaceName = null) =>
        Packet(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), number, source, origin, interfaceName);

    public static SipPacket Packet(byte[] payload, long number = 7, string source = "198.51.100.66", NetEndpoint? origin = null, string? interfaceName = null)
    {
        var decoded = new DecodedPacket
        {
            Frame = new() { Source = interfaceName, Time = Time, Number = number, Link = LinkType.Ethernet, Bytes = payload, OriginalLength = payload.Length },
            Source = new(NetAddress.Parse(source), 5060),
            Target = new(NetAddress.Parse(source.Contains(':', StringComparison.Ordinal) ? "2001:db8::10" : "192.0.2.10"), 5060),
            Transport = Transport.Udp,
            Payload = payload,
        };
        var status = SipParser.Parse(payload, new SipHeaderTable(), out var message);
        return new(decoded, payload, status, message, origin ?? decoded.Source);
    }
}
