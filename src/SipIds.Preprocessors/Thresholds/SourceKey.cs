using System.Globalization;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>What stands for one source of packets: an IPv4 address, or the /64 of an IPv6 address, in which one host may take any address it likes (RFC 7217, RFC 8981).</summary>
/// <param name="Network">The address, or the first of the /64.</param>
/// <param name="Key">What it is counted by.</param>
internal readonly record struct SourceKey(NetAddress Network, StateKey Key)
{
    /// <summary>The longest text form in bytes.</summary>
    public const int MaxTextLength = NetAddress.MaxTextLength + 3;

    private const int HostBits = 64;

    public static SourceKey Of(NetAddress address, KeyHasher hasher)
    {
        var network = address.IsIPv4 ? address : address.Masked(HostBits);
        return new(network, hasher.Hash(network));
    }

    /// <summary>Writes <c>192.0.2.1</c> or <c>2001:db8::/64</c> and returns its length.</summary>
    public int Write(Span<byte> text)
    {
        _ = Network.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        if (!Network.IsIPv4)
        {
            "/64"u8.CopyTo(text[length..]);
            length += 3;
        }

        return length;
    }
}
