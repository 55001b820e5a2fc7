namespace SipIds.Packets.Ip;

/// <summary>What reading IP headers needs beside the bytes.</summary>
internal sealed class IpContext(DecoderOptions options)
{
    public IpReassembler Fragments { get; } = new(options.FragmentedDatagrams, options.FragmentTimeout);

    public ChecksumVerifier Checksums { get; } = new();

    public int MinTtl { get; } = options.MinTtl;

    /// <summary>Marks a packet that will not live until it reaches its receiver.</summary>
    public void CheckTtl(byte ttl, ref DecodedPacket packet)
    {
        if (ttl < MinTtl)
        {
            packet.Refuse(PacketFaults.Options, "a TTL below min_ttl"u8);
        }
    }

    /// <summary>Adds a fragment. <see cref="Layer.Decoded"/> means that it completed its datagram, which is in <paramref name="rest"/> then.</summary>
    public Layer Reassemble(scoped in IpFragment fragment, scoped ref DecodedPacket packet, out ReadOnlySpan<byte> rest, out byte protocol)
    {
        if (packet.IsDiscarded)
        {
            rest = default;
            protocol = 0;
            return Layer.FragmentInvalid;
        }

        var layer = Fragments.Add(fragment, out rest, out protocol, out var fault);
        packet.IsReassembled = true;
        if (fault is not FragmentFault.None && (fragment.Protocol is IpProtocol.Udp or IpProtocol.Tcp || IPv6Header.IsExtension(fragment.Protocol)))
        {
            packet.Refuse(PacketFaults.Fragment, FragmentFaultText.Of(fault));
        }

        return layer;
    }
}
