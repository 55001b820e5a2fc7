using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace SipIds.Packets.Ip;

/// <summary>The IPv4 header (RFC 791 §3.1).</summary>
internal static class IPv4Header
{
    public const int MinLength = 20;

    /// <summary>The bits of the fragment field that a whole datagram has clear: more fragments, and the offset.</summary>
    public const int FragmentMask = 0x3FFF;

    private const int MoreFragments = 0x2000;
    private const int OffsetMask = 0x1FFF;

    public static Layer Read(ref ReadOnlySpan<byte> rest, ref DecodedPacket packet, IpContext context)
    {
        if (rest.Length < MinLength)
        {
            return Layer.Truncated;
        }

        var headerLength = (rest[0] & 0xF) * 4;
        if (rest[0] >> 4 != 4 || headerLength < MinLength)
        {
            return Layer.Malformed;
        }

        if (headerLength > rest.Length)
        {
            return Layer.Truncated;
        }

        int total = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        if (total == 0)
        {
            // A segment captured before the network card cut it carries no length.
            total = rest.Length;
            packet.CutLength = packet.Frame.OriginalLength - packet.Frame.Bytes.Length;
            packet.Truncated = packet.CutLength > 0;
        }
        else
        {
            packet.CutLength = total - rest.Length;
            packet.Truncated = packet.CutLength > 0;
        }

        if (total < headerLength)
        {
            return Layer.Malformed;
        }

        packet.Source = new(NetAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(rest[12..])), 0);
        packet.Target = new(NetAddress.FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(rest[16..])), 0);
        var header = rest[..headerLength];
        packet.Network = header;
        context.CheckTtl(header[8], ref packet);
        if (headerLength > MinLength)
        {
            IPv4Options.Inspect(header[MinLength..], ref packet);
        }

        rest = rest[headerLength..Math.Min(total, rest.Length)];
        return (BinaryPrimitives.ReadUInt16BigEndian(header[6..]) & FragmentMask) == 0
            ? IpProtocol.Next(header[9])
            : Reassemble(header, ref rest, ref packet, context);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Layer Reassemble(ReadOnlySpan<byte> header, ref ReadOnlySpan<byte> rest, ref DecodedPacket packet, IpContext context)
    {
        if (context.Checksums.IsFragmentWrong(header, ref packet))
        {
            return Layer.FragmentInvalid;
        }

        int field = BinaryPrimitives.ReadUInt16BigEndian(header[6..]);
        var fragment = new IpFragment
        {
            Key = new(packet.Source.Address, packet.Target.Address, BinaryPrimitives.ReadUInt16BigEndian(header[4..]), header[9]),
            Time = packet.Frame.Time,
            Offset = (field & OffsetMask) * 8,
            HasMore = (field & MoreFragments) != 0,
            Protocol = header[9],
            IsCut = packet.Truncated,
            Bytes = rest,
        };
        var layer = context.Reassemble(fragment, ref packet, out rest, out var protocol);
        return layer is Layer.Decoded ? IpProtocol.Next(protocol) : layer;
    }
}
