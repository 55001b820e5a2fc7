using System.Buffers.Binary;
using SipIds.Packets.Ip;
using SipIds.Packets.Link;
using SipIds.Packets.Tunnels;

namespace SipIds.Packets;

/// <summary>Reads frames down to their innermost UDP or TCP payload, through tags, tunnels and IP fragments. Never throws, whatever the bytes.</summary>
/// <remarks>One decoder belongs to one thread. It allocates nothing per frame; its fragment store is bounded by its options.</remarks>
public sealed class PacketDecoder
{
    private const int PlainNetwork = 14;
    private const int PlainHeaders = PlainNetwork + 20 + 8;
    private const int PlainTtl = 22;
    private const int PlainIPv4 = 0x0800_45;

    private readonly IpContext _ip;
    private readonly int _maxDepth;

    /// <summary>A decoder with these bounds.</summary>
    public PacketDecoder(DecoderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _maxDepth = options.MaxDepth;
        _ip = new(options);
    }

    /// <summary>Datagrams whose fragments are held now.</summary>
    public int FragmentedDatagrams => _ip.Fragments.Count;

    /// <summary>Bytes that the fragment store has taken from memory; it never gives them back and never exceeds its bound.</summary>
    public long FragmentMemory => _ip.Fragments.Memory;

    /// <summary>Datagrams that were put together from fragments.</summary>
    public long Reassembled => _ip.Fragments.Reassembled;

    /// <summary>Datagrams that were thrown away because fragments overlapped or contradicted each other.</summary>
    public long FragmentConflicts => _ip.Fragments.Conflicts;

    /// <summary>Fragments that came twice, alike in every byte, and were ignored.</summary>
    public long FragmentDuplicates => _ip.Fragments.Duplicates;

    /// <summary>Datagrams whose missing fragments did not come in time.</summary>
    public long FragmentTimeouts => _ip.Fragments.Timeouts;

    /// <summary>Datagrams that were evicted before they were complete, to make room for newer ones.</summary>
    public long FragmentEvictions => _ip.Fragments.Evictions;

    /// <summary>Packets whose checksum was wrong.</summary>
    public long WrongChecksums => _ip.Checksums.Wrong;

    /// <summary>Packets whose wrong checksum the capturing host left to its network card, as it is presumed.</summary>
    public long UnmadeChecksums => _ip.Checksums.Presumed;

    /// <summary>Reads a frame.</summary>
    /// <param name="frame">The frame; its bytes must stay while <paramref name="packet"/> is used.</param>
    /// <param name="packet">What was found; a payload is there only if the status is <see cref="DecodeStatus.Ok"/>. A reassembled payload lives until the next call.</param>
    public DecodeStatus Decode(in CapturedFrame frame, out DecodedPacket packet)
    {
        packet = default;
        packet.Frame = frame;
        if (TryReadPlainUdp(frame.Bytes, ref packet))
        {
            _ip.CheckTtl(frame.Bytes[PlainTtl], ref packet);
            return DecodeStatus.Ok;
        }

        return Walk(First(frame.Link), frame.Bytes, ref packet);
    }

    /// <summary>Gives up fragments whose datagram was not completed in time, as every further fragment does too.</summary>
    public void Expire(Timestamp now) => _ip.Fragments.Expire(now);

    internal bool TryTakeAbandoned(out AbandonedDatagram abandoned) => _ip.Fragments.TryTakeAbandoned(out abandoned);

    /// <summary>Checks the checksums of a packet that was decoded, and marks in <see cref="DecodedPacket.Faults"/> if one is wrong. To be called of the packets that matter.</summary>
    public void Verify(ref DecodedPacket packet) => _ip.Checksums.Verify(ref packet);

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
        packet.Network = bytes.Slice(PlainNetwork, IPv4Header.MinLength);
        packet.Segment = bytes.Slice(PlainHeaders - UdpHeader.Length, length);
        packet.Payload = bytes.Slice(PlainHeaders, length - UdpHeader.Length);
        return true;
    }

    private DecodeStatus Walk(Layer layer, ReadOnlySpan<byte> rest, ref DecodedPacket packet)
    {
        var isMirrored = false;
        for (var depth = 0; layer >= Layer.Ethernet; depth++)
        {
            // The transport header itself is not counted.
            if (depth > _maxDepth)
            {
                packet.Accuse(PacketFaults.Options, "too many encapsulations"u8);
                return DecodeStatus.TooDeep;
            }

            isMirrored |= layer is Layer.Gre || !packet.Segment.IsEmpty;
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
                Layer.IPv4 => IPv4Header.Read(ref rest, ref packet, _ip),
                Layer.IPv6 => IPv6Header.Read(ref rest, ref packet, _ip),
                Layer.Gre => GreHeader.Read(ref rest),
                Layer.Udp => UdpHeader.Read(ref rest, ref packet),
                _ => TcpHeader.Read(rest, ref packet),
            };
        }

        if (!isMirrored && IsShort(layer, packet))
        {
            packet.Refuse(PacketFaults.Truncated, "a packet shorter than its headers claim"u8);
        }

        return (DecodeStatus)layer;
    }

    // What a snap length cut is nobody's fault; nor is what a switch cut that mirrors through a tunnel.
    private static bool IsShort(Layer layer, in DecodedPacket packet) =>
        (packet.Truncated || layer is Layer.Truncated or Layer.Malformed)
        && !packet.Network.IsEmpty
        && packet.Frame.Bytes.Length >= packet.Frame.OriginalLength;

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
