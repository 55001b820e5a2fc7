using SipIds.Packets;

namespace SipIds.Calls;

/// <summary>Which addresses may belong to one site: pairs of session border controllers and farms have neighbouring ones.</summary>
public static class Neighbourhood
{
    // RFC 1918 §3, RFC 6598 §7, RFC 4193 §3.1: what a client behind NAT takes for its address.
    private static readonly NetPrefixSet s_behindNat =
    [
        NetPrefix.Parse("10.0.0.0/8"), NetPrefix.Parse("172.16.0.0/12"), NetPrefix.Parse("192.168.0.0/16"), NetPrefix.Parse("100.64.0.0/10"), NetPrefix.Parse("fc00::/7"),
    ];

    // The copies of a packet on the two sides of a NAT are this far apart at most.
    private static readonly TimeSpan s_translation = TimeSpan.FromSeconds(1);

    /// <summary>Whether two addresses are the same or lie in one /29, or one /64 of IPv6.</summary>
    public static bool IsNear(NetAddress one, NetAddress other) => one.IsIPv4
        ? other.IsIPv4 && (one.Low ^ other.Low) >> 3 == 0
        : one.High == other.High && one.High != 0;

    /// <summary>Whether two addresses lie in one /24, or one /64 of IPv6.</summary>
    public static bool IsInNetwork(NetAddress one, NetAddress other) => one.IsIPv4
        ? other.IsIPv4 && (one.Low ^ other.Low) >> 8 == 0
        : one.High == other.High && one.High != 0;

    /// <summary>Whether a client with this address is behind NAT where it is heard outside.</summary>
    public static bool IsPrivate(NetAddress address) => s_behindNat.Contains(address);

    /// <summary>Whether a request from <paramref name="other"/> may be what a NAT made of one that was seen on its inner side, or the reverse: only one of the two addresses is private, and they follow at once.</summary>
    /// <param name="one">Where the request came from first.</param>
    /// <param name="seen">When that was.</param>
    /// <param name="other">Where its copy comes from.</param>
    /// <param name="now">When that is.</param>
    internal static bool AreSidesOfNat(NetAddress one, Timestamp seen, NetAddress other, Timestamp now) =>
        IsPrivate(one) != IsPrivate(other) && now - seen <= s_translation;
}
