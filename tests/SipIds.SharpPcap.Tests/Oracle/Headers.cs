using PacketDotNet;

namespace SipIds.SharpPcap.Tests.Oracle;

/// <summary>What is to be said of a header, which PacketDotNet itself does not ask.</summary>
internal static class Headers
{
    private const int UdpHeader = 8;

    // Of IPv4 and TCP, in bytes and in words.
    private const int ShortestHeader = 20;
    private const int ShortestWords = 5;
    private const int Word = 4;

    /// <summary>The bytes from the header on that the packet around it has.</summary>
    public static int Room(Packet layer) => layer.HeaderSegment.BytesLength - layer.HeaderSegment.Offset;

    public static bool IsFragment(IPPacket packet) => packet switch
    {
        IPv4Packet ip => ip.FragmentOffset > 0 || (ip.FragmentFlags & 1) != 0,
        _ => ((IPv6Packet)packet).ExtensionHeaders.Any(header => header is IPv6FragmentationExtensionHeader),
    };

    public static bool IsBehindEnd(Packet layer) => layer switch
    {
        IPv6Packet ip when ip.ExtensionHeadersLength > ip.PayloadLength => true,
        IPv4Packet or TcpPacket when Room(layer) < ShortestHeader => true,
        _ => Room(layer) < layer.HeaderSegment.Length,
    };

    public static bool IsMalformed(Packet layer) => layer switch
    {
        IPv4Packet ip => (int)ip.Version != 4 || ip.HeaderLength < ShortestWords || ip.TotalLength < ip.HeaderLength * Word,
        IPv6Packet ip => (int)ip.Version != 6,
        UdpPacket udp => udp.Length is > 0 and < UdpHeader,
        TcpPacket tcp => tcp.DataOffset < ShortestWords || tcp.DataOffset * Word > Room(tcp),
        GrePacket gre => gre.Version > 1,
        PppoePacket pppoe => pppoe.HeaderData[0] != 0x11,
        _ => false,
    };
}
