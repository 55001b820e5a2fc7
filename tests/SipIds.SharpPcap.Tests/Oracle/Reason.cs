using PacketDotNet;
using SipIds.Packets;
using PacketTransport = PacketDotNet.TransportPacket;

namespace SipIds.SharpPcap.Tests.Oracle;

/// <summary>Why PacketDotNet reads a frame differently, where we are right.</summary>
/// <param name="Name">In one sentence.</param>
/// <param name="Explains">Whether it is the reason in this frame. What it does not speak of has to agree.</param>
internal sealed record Reason(string Name, Func<Compared, bool> Explains)
{
    private const ushort Gtp = 2152;
    private const ushort Vxlan = 4789;
    private const int GtpHeader = 8;

    // Wake-on-LAN, DHCP, L2TP and Teredo.
    private static readonly ushort[] s_knownPorts = [0, 7, 9, 67, 68, 1701, 3544];

    /// <summary>All there are.</summary>
    public static IReadOnlyList<Reason> All { get; } =
    [
        new("It puts no fragments together.", frame =>
            frame.Any<IPPacket>(Headers.IsFragment) && (IsOfFragments(frame.Status) || HasSameEndpoints(frame))),
        new("It takes all that the IP packet holds for the datagram, whatever its length says (RFC 768).", frame =>
            frame.Any<UdpPacket>(udp => udp.Length < Headers.Room(udp)) && IsShorter(frame)),
        new("It takes extension headers of IPv6 for payload, too (RFC 8200).", frame =>
            frame.Last<IPv6Packet>() is { ExtensionHeadersLength: > 0 and var more } ip && frame.OursBegins
            && ip.PayloadLength == more + frame.Last<PacketTransport>()!.HeaderSegment.Length + frame.Ours!.Payload.Length),
        new("It takes all extension headers of IPv6 for as long as the first (RFC 8200).", frame =>
            frame.Any<IPv6Packet>(ip => ip.ExtensionHeaders.Count > 1) && (frame.Theirs is null || frame.Status is DecodeStatus.Truncated)),
        new("It finds nothing in IPv6 without a length: a jumbogram (RFC 2675), or a segment that the card was still to cut.", frame =>
            frame.Theirs is null && frame.Last<IPv6Packet>() is { PayloadLength: 0 }),
        new("It reads headers behind the end of the packet that they are in.", frame =>
            frame.Status is DecodeStatus.Truncated && frame.Any<Packet>(Headers.IsBehindEnd)),
        new("It believes headers that contradict themselves.", frame =>
            frame.Status is DecodeStatus.Malformed && frame.Any<Packet>(Headers.IsMalformed)),
        new("It takes as much for the payload of a segment as the IP header says, even if it was cut.", frame =>
            frame is { Ours.Transport: Transport.Tcp, IsCut: true }
            && (frame is { Theirs: null, Layers: [] or [.., TcpPacket] } || frame.OursBegins)),
        new("It does not know GTP-U (3GPP TS 29.281).", frame =>
            frame.Theirs is { Target.Port: Gtp, Payload.Span: var payload }
            && (payload is [>= 0x30 and < 0x40, 0xFF, ..] || (frame.IsCut && payload.Length < GtpHeader))),
        new("It takes all that goes to the port of VXLAN for VXLAN, whatever its flags are (RFC 7348).", frame =>
            frame.Ours is { Transport: Transport.Udp, Target.Port: Vxlan, Payload.Span: var payload }
            && !(payload is [var flags, _, _, _, _, _, _, 0, ..] && (flags & 0x7F) == 8)),
        new("It fails at datagrams to the ports of protocols that it knows, if they are something else.", frame =>
            frame is { Ours: { Transport: Transport.Udp } ours, Layers: [] }
            && (s_knownPorts.Contains(ours.Source.Port) || s_knownPorts.Contains(ours.Target.Port))),
        new("It does not know that GRE with routing is not to be accepted (RFC 2784).", frame =>
            frame.Status is DecodeStatus.NotForUs && frame.Any<GrePacket>(gre => (gre.HeaderData[0] & 0x40) != 0)),
        new("It does not know the acknowledgement number of GRE version 1 (RFC 2637).", frame =>
            frame.Any<GrePacket>(gre => gre.Version == 1 && (gre.HeaderData[1] & 0x80) != 0)),
        new("It takes PPPoE discovery for a session (RFC 2516).", frame =>
            frame.Status is DecodeStatus.NotForUs && frame.Any<PppoePacket>(pppoe => pppoe.HeaderData[1] > 0)),
        new("It does not go by the length of PPPoE (RFC 2516).", frame =>
            frame.Any<PppoePacket>(pppoe => pppoe.Length < Headers.Room(pppoe.PayloadPacket)) && IsShorter(frame)),
    ];

    // A fragment that is cut is not put together with others.
    private static bool IsOfFragments(DecodeStatus status) =>
        status is DecodeStatus.FragmentHeld or DecodeStatus.FragmentOverlap or DecodeStatus.FragmentInvalid or DecodeStatus.Truncated;

    // The fragment that completes a datagram may be one without ports.
    private static bool HasSameEndpoints(Compared frame) =>
        frame.Ours is { } ours && (frame.Theirs is not { } theirs || theirs.HasEndpointsOf(ours));

    private static bool IsShorter(Compared frame) => frame.Status is DecodeStatus.Truncated || frame.OursBegins;
}
