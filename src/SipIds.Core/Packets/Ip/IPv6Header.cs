using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace SipIds.Packets.Ip;

/// <summary>The IPv6 header and its extension headers (RFC 8200 §3, §4).</summary>
internal static class IPv6Header
{
    private const int Length = 40;
    private const int FragmentLength = 8;

    public static Layer Read(ref ReadOnlySpan<byte> rest, ref DecodedPacket packet, IpContext context)
    {
        if (rest.Length < Length)
        {
            return Layer.Truncated;
        }

        if (rest[0] >> 4 != 6)
        {
            return Layer.Malformed;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(rest[4..]);
        var protocol = rest[6];
        packet.Source = new(NetAddress.FromBytes(rest.Slice(8, 16)), 0);
        packet.Target = new(NetAddress.FromBytes(rest.Slice(24, 16)), 0);
        packet.Network = rest[..Length];
        context.CheckTtl(rest[7], ref packet);
        rest = rest[Length..];
        if (length == 0)
        {
            // A jumbogram (RFC 2675), or a segment captured before the network card cut it.
            packet.CutLength = packet.Frame.OriginalLength - packet.Frame.Bytes.Length;
            packet.Truncated = packet.CutLength > 0;
        }
        else
        {
            packet.CutLength = length - rest.Length;
            packet.Truncated = packet.CutLength > 0;
            rest = rest[..Math.Min(length, rest.Length)];
        }

        return ReadExtensions(protocol, ref rest, ref packet, context);
    }

    private static Layer ReadExtensions(byte protocol, ref ReadOnlySpan<byte> rest, ref DecodedPacket packet, IpContext context)
    {
        // RFC 8504 §5.3 lets a host refuse long chains, and many take any: each header shortens the packet, so there is an end.
        for (var isFirst = true; IsExtension(protocol); isFirst = false)
        {
            if (rest.Length < FragmentLength)
            {
                return Layer.Truncated;
            }

            if (protocol == IpProtocol.Fragment)
            {
                var layer = ReadFragment(ref protocol, ref rest, ref packet, context);
                if (layer is not Layer.Decoded)
                {
                    return layer;
                }

                continue;
            }

            // RFC 4302 §2.2 counts the authentication header in words, the others count in eights.
            var length = protocol == IpProtocol.Authentication ? (rest[1] + 2) * 4 : (rest[1] + 1) * 8;
            if (length > rest.Length)
            {
                return Layer.Truncated;
            }

            Inspect(protocol, isFirst, rest[..length], ref packet);
            protocol = rest[0];
            rest = rest[length..];
        }

        return IpProtocol.Next(protocol);
    }

    public static bool IsExtension(byte protocol) => protocol
        is IpProtocol.HopByHop or IpProtocol.Routing or IpProtocol.Fragment or IpProtocol.Authentication
        or IpProtocol.DestinationOptions or IpProtocol.Mobility or IpProtocol.HostIdentity or IpProtocol.Shim6;

    private static void Inspect(byte protocol, bool isFirst, ReadOnlySpan<byte> header, ref DecodedPacket packet)
    {
        if (protocol == IpProtocol.Routing)
        {
            IPv6Options.InspectRouting(header, ref packet);
        }
        else if (protocol is IpProtocol.HopByHop or IpProtocol.DestinationOptions)
        {
            IPv6Options.Inspect(header, ref packet);
        }

        if (protocol == IpProtocol.HopByHop && !isFirst)
        {
            // RFC 8200 §4.1: anywhere else a host takes it for a header that it does not know.
            packet.Refuse(PacketFaults.Options, "an IPv6 hop-by-hop header that is not the first"u8);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Layer ReadFragment(ref byte protocol, ref ReadOnlySpan<byte> rest, ref DecodedPacket packet, IpContext context)
    {
        int field = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        var header = rest;
        rest = rest[FragmentLength..];
        protocol = header[0];

        // RFC 6946: an atomic fragment stands alone and is never put together with others.
        if ((field & 0xFFF9) == 0)
        {
            return Layer.Decoded;
        }

        var fragment = new IpFragment
        {
            // RFC 8200 §4.5: the next header is not part of the key, only the first fragment's counts.
            Key = new(packet.Source.Address, packet.Target.Address, BinaryPrimitives.ReadUInt32BigEndian(header[4..]), IpProtocol.Fragment),
            Time = packet.Frame.Time,
            Offset = field & 0xFFF8,
            HasMore = (field & 1) != 0,
            Protocol = protocol,
            IsCut = packet.Truncated,
            Bytes = rest,
        };
        return context.Reassemble(fragment, ref packet, out rest, out protocol);
    }
}
