namespace SipIds.Packets.Ip;

/// <summary>What IPv6 hosts do not accept in extension headers (RFC 8200 §4.2 to §4.4, RFC 5095).</summary>
internal static class IPv6Options
{
    private const int FirstOption = 2;
    private const byte Pad1 = 0;

    // What a host does with an option that it does not know; above 0 it discards the packet.
    private const byte ActionMask = 0xC0;
    private const byte JumboPayload = 0xC2;
    private const byte HomeAddress = 0xC9;
    private const byte RplPacketInformation = 0x63;

    private const byte Type0 = 0;
    private const byte MobileRoute = 2;
    private const byte RplRoute = 3;
    private const byte SegmentRoute = 4;

    /// <summary>Marks a packet with options that hosts discard.</summary>
    public static void Inspect(ReadOnlySpan<byte> header, ref DecodedPacket packet)
    {
        var options = header[FirstOption..];
        while (!options.IsEmpty)
        {
            var length = options[0] == Pad1 ? 1 : options.Length < 2 ? int.MaxValue : options[1] + 2;
            if (length > options.Length)
            {
                packet.Refuse(PacketFaults.Options, "an IPv6 option longer than its header"u8);
                return;
            }

            if (options[0] == HomeAddress)
            {
                // RFC 6275 §6.1.7: the checksum covers the home address.
                packet.Network = default;
            }
            else if ((options[0] & ActionMask) != 0 && options[0] is not (JumboPayload or RplPacketInformation))
            {
                packet.Refuse(PacketFaults.Options, "an IPv6 option that demands to be known"u8);
                return;
            }

            options = options[length..];
        }
    }

    /// <summary>Marks a packet with a routing header that hosts discard.</summary>
    public static void InspectRouting(ReadOnlySpan<byte> header, ref DecodedPacket packet)
    {
        var (type, segmentsLeft) = (header[2], header[3]);
        if (segmentsLeft > 0)
        {
            // RFC 8200 §8.1: the checksum covers the last address.
            packet.Network = default;
        }

        if (type is MobileRoute or RplRoute or SegmentRoute)
        {
            return;
        }

        var detail = type == Type0 ? "an IPv6 routing header of type 0"u8 : "an IPv6 routing header of an unknown type"u8;
        if (segmentsLeft > 0)
        {
            packet.Refuse(PacketFaults.Options, detail);
        }
        else if (type == Type0)
        {
            packet.Accuse(PacketFaults.Options, detail);
        }
    }
}
