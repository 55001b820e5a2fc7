namespace SipIds.Packets;

/// <summary>The protocol numbers that follow an IP header, and what the decoder reads of them.</summary>
internal static class IpProtocol
{
    public const byte HopByHop = 0;
    public const byte Tcp = 6;
    public const byte Udp = 17;
    public const byte Routing = 43;
    public const byte Fragment = 44;
    public const byte Authentication = 51;
    public const byte DestinationOptions = 60;
    public const byte Mobility = 135;
    public const byte HostIdentity = 139;
    public const byte Shim6 = 140;

    public static Layer Next(byte protocol) => protocol switch
    {
        Udp => Layer.Udp,
        Tcp => Layer.Tcp,
        4 => Layer.IPv4,
        41 => Layer.IPv6,
        47 => Layer.Gre,
        137 => Layer.Mpls,
        _ => Layer.NotForUs,
    };

    public static Layer ByVersion(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            return Layer.Truncated;
        }

        return (rest[0] >> 4) switch
        {
            4 => Layer.IPv4,
            6 => Layer.IPv6,
            _ => Layer.Malformed,
        };
    }
}
