using System.Buffers.Binary;
using SipIds.Pipeline.Settings;

namespace SipIds.Packets;

/// <summary>Reads frames down to their innermost UDP or TCP payload, through tags, tunnels and IP fragments. Never throws, whatever the bytes.</summary>
/// <remarks>One decoder belongs to one thread. It allocates nothing per frame; its fragment store is bounded by its options.</remarks>
public sealed class PacketDecoder
{
    private const int PlainHeaders = 14 + 20 + 8;
    private const int PlainIPv4 = 0x0800_45;

    private readonly IpReassembler _fragments;
    private readonly int _maxDepth;

    /// <summary>A decoder with these bounds.</summary>
    public PacketDecoder(DecoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _maxDepth = options.MaxDepth;
        _fragments = new(options.FragmentedDatagrams, options.FragmentTimeout);
    }

    /// <summary>Datagrams whose fragments are held now.</summary>
    public int FragmentedDatagrams => _fragments.Count;

    /// <summary>Bytes that the fragment store has taken from memory; it never gives them back and never exceeds its bound.</summary>
    public long FragmentMemory => _fragments.Memory;

    /// <summary>Datagrams that were put together from fragments.</summary>
    public long Reassembled => _fragments.Reassembled;

    /// <summary>Datagrams that were thrown away because fragments overlapped or contradicted each other.</summary>
    public long FragmentConflicts => _fragments.Conflicts;

    /// <summary>Fragments that came twice, alike in every byte, and were ignored.</summary>
    public long FragmentDuplicates => _fragments.Duplicates;

    /// <summary>Datagrams whose missing fragments did not come in time.</summary>
    public long FragmentTimeouts => _fragments.Timeouts;

    /// <summary>Datagrams that gave way to newer ones before they were complete.</summary>
    public long FragmentEvictions => _fragments.Evictions;

    /// <summary>Reads a frame.</summary>
    /// <param name="frame">The frame; its bytes must stay while <paramref name="packet"/> is used.</param>
    /// <param name="packet">What was found; a payload is there only if the status is <see cref="DecodeStatus.Ok"/>. A reassembled payload lives until the next call.</param>
    public DecodeStatus Decode(in CapturedFrame frame, out DecodedPacket packet)
    {
        packet = default;
        packet.Frame = frame;
        return TryReadPlainUdp(frame.Bytes, ref packet) ? DecodeStatus.Ok : Walk(First(frame.Link), frame.Bytes, ref packet);
    }

    // Ethernet, IPv4 without options, UDP: nearly every packet. Whatever is odd about it is left to the walk.
    private static bool TryReadPlainUdp(ReadOnlySpan<byte> bytes, ref DecodedPacket packet)
    {
        if (bytes.Length < PlainHeaders
            || packet.Frame.Link is not LinkType.Ethernet
            || BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]) >> 8 != PlainIPv4
            || bytes[23] != IpProtocol.Udp
            || (BinaryPrimitives.ReadUInt16BigEndian(bytes[20..]) & IPv4Header.FragmentMask) != 0)
        {
            return false;
        }

        var ports = BinaryPrimitives.ReadUInt32BigEndian(bytes[34..]);
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[38..]);
        if (length < UdpHeader.Length
            || BinaryPrimitives.ReadUInt16BigEndian(bytes[16..]) != length + IPv4Header.MinLength
            || (uint)(length + PlainHeaders - UdpHeader.Length) > (uint)bytes.Length
            || UdpTunnels.IsPort((ushort)ports))
        {
            return false;
        }

        packet.TargetMac = MacAddress.FromBytes(bytes);
        packet.SourceMac = MacAddress.FromBytes(bytes[6..]);
        packet.Source = new(NetAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes[26..])), (ushort)(ports >> 16));
        packet.Target = new(NetAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(bytes[30..])), (ushort)ports);
        packet.Transport = Transport.Udp;
        packet.Payload = bytes.Slice(PlainHeaders, length - UdpHeader.Length);
        return true;
    }

    private DecodeStatus Walk(Layer layer, ReadOnlySpan<byte> rest, ref DecodedPacket packet)
    {
        for (var depth = 0; layer >= Layer.Ethernet; depth++)
        {
            // The transport header itself is not counted.
            if (depth > _maxDepth)
            {
                return DecodeStatus.TooDeep;
            }

            layer = layer switch
            {
                Layer.Ethernet => EthernetHeader.Read(ref rest, ref packet),
                Layer.Vlan => EthernetHeader.ReadTags(ref rest),
                Layer.Llc => EthernetHeader.ReadLlc(ref rest),
                Layer.Mpls => MplsHeader.Read(ref rest),
                Layer.PppEthernet => PppHeader.ReadOverEthernet(ref rest),
                Layer.Ppp => PppHeader.Read(ref rest),
                Layer.LinuxCooked => LinuxCookedHeader.Read(ref rest, ref packet),
                Layer.LinuxCooked2 => LinuxCookedHeader.ReadVersion2(ref rest, ref packet),
                Layer.Loopback => LoopbackHeader.Read(ref rest),
                Layer.IP => IpProtocol.ByVersion(rest),
                Layer.IPv4 => IPv4Header.Read(ref rest, ref packet, _fragments),
                Layer.IPv6 => IPv6Header.Read(ref rest, ref packet, _fragments),
                Layer.Gre => GreHeader.Read(ref rest),
                Layer.Udp => UdpHeader.Read(ref rest, ref packet),
                _ => TcpHeader.Read(rest, ref packet),
            };
        }

        return (DecodeStatus)layer;
    }

    private static Layer First(LinkType link) => link switch
    {
        LinkType.Ethernet => Layer.Ethernet,
        LinkType.Null or LinkType.Loop => Layer.Loopback,
        LinkType.Ppp => Layer.Ppp,
        LinkType.PppEthernet => Layer.PppEthernet,
        LinkType.Raw or LinkType.RawBsd or LinkType.RawOpenBsd => Layer.IP,
        LinkType.IPv4 => Layer.IPv4,
        LinkType.IPv6 => Layer.IPv6,
        LinkType.LinuxCooked => Layer.LinuxCooked,
        LinkType.LinuxCooked2 => Layer.LinuxCooked2,
        _ => Layer.UnknownLink,
    };
}
