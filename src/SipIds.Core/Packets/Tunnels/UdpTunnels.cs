using System.Buffers.Binary;

namespace SipIds.Packets.Tunnels;

/// <summary>VXLAN (RFC 7348) and GTP-U version 1 (3GPP TS 29.281) in UDP. A datagram whose header does not validate is an ordinary one.</summary>
internal static class UdpTunnels
{
    private const ushort VxlanPort = 4789;
    private const ushort LinuxVxlanPort = 8472;
    private const ushort GtpPort = 2152;
    private const int HeaderLength = 8;
    private const int GtpOptionalLength = 4;
    private const byte GtpPdu = 255;

    public static bool IsPort(ushort port) => port is VxlanPort or LinuxVxlanPort or GtpPort;

    /// <summary>What the payload to this tunnel port carries; <see cref="Layer.Decoded"/> if it is no tunnel's.</summary>
    public static Layer Enter(ushort port, bool isCut, ref ReadOnlySpan<byte> payload)
    {
        if (payload.Length < HeaderLength)
        {
            return isCut ? Layer.Truncated : Layer.Decoded;
        }

        if (port != GtpPort)
        {
            return EnterVxlan(ref payload);
        }

        // Version 1, protocol type GTP, a user packet.
        return (payload[0] & 0xF0) == 0x30 && payload[1] == GtpPdu ? EnterGtp(ref payload) : Layer.Decoded;
    }

    // Of the flags only I must be set, and G of the group policy may be. No text begins so: "INVITE" has bit I too.
    private static Layer EnterVxlan(ref ReadOnlySpan<byte> payload)
    {
        if ((payload[0] & 0x7F) != 0x08 || payload[7] != 0)
        {
            return Layer.Decoded;
        }

        payload = payload[HeaderLength..];
        return Layer.Ethernet;
    }

    private static Layer EnterGtp(ref ReadOnlySpan<byte> payload)
    {
        var flags = payload[0];
        int length = BinaryPrimitives.ReadUInt16BigEndian(payload[2..]);
        payload = payload[HeaderLength..];
        payload = payload[..Math.Min(length, payload.Length)];
        if ((flags & 0x07) == 0)
        {
            return IpOrOther(payload);
        }

        if (payload.Length < GtpOptionalLength)
        {
            return Layer.Truncated;
        }

        var extension = (flags & 0x04) != 0 ? payload[3] : (byte)0;
        payload = payload[GtpOptionalLength..];
        while (extension != 0)
        {
            // TS 29.281 §5.2.1: the length counts words, itself and the next type included.
            var extensionLength = payload.IsEmpty ? 0 : payload[0] * 4;
            if (extensionLength == 0 || extensionLength > payload.Length)
            {
                return payload.IsEmpty || extensionLength > 0 ? Layer.Truncated : Layer.Malformed;
            }

            extension = payload[extensionLength - 1];
            payload = payload[extensionLength..];
        }

        return IpOrOther(payload);
    }

    private static Layer IpOrOther(ReadOnlySpan<byte> payload) => IpProtocol.ByVersion(payload) is Layer.Malformed ? Layer.NotForUs : IpProtocol.ByVersion(payload);
}
