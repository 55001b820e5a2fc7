using System.Globalization;
using SipIds.Packets;

namespace SipIds.State;

/// <summary>What stands for one source of packets: an IPv4 address, or the /64 of an IPv6 address, in which one host may take any address it likes (RFC 7217, RFC 8981).</summary>
/// <param name="Host">The address, or the first of the /64.</param>
/// <param name="Key">What it is counted by.</param>
public readonly record struct SourceKey(NetAddress Host, StateKey Key)
{
    /// <summary>The longest text form in bytes.</summary>
    public const int MaxTextLength = NetAddress.MaxTextLength + 3;

    private const int HostBits = 64;
    private const int NetworkBits = 48;

    // The last 24 of the 32 bits that an IPv4 address has behind its mapping prefix.
    private const int NetworkBitsOfIPv4 = 96 + 24;

    private bool IsNetwork { get; init; }

    /// <summary>The source that an address belongs to.</summary>
    public static SourceKey Of(NetAddress address, KeyHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        var host = address.IsIPv4 ? address : address.Masked(HostBits);
        return new(host, hasher.Hash(host));
    }

    /// <summary>The network around it: the /24, or the /48 of IPv6, which is what a provider hands to one customer (RFC 6177 §2).</summary>
    public static SourceKey NetworkOf(NetAddress address, KeyHasher hasher)
    {
        ArgumentNullException.ThrowIfNull(hasher);
        var network = address.Masked(address.IsIPv4 ? NetworkBitsOfIPv4 : NetworkBits);
        return new(network, hasher.Hash(network).With(NetworkBits)) { IsNetwork = true };
    }

    /// <summary>Writes <c>192.0.2.1</c> or <c>2001:db8::/64</c>, of a network <c>192.0.2.0/24</c> or <c>2001:db8::/48</c>, and returns its length.</summary>
    public int Write(Span<byte> text)
    {
        _ = Host.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        var bits = (IsNetwork, Host.IsIPv4) switch { (true, true) => "/24"u8, (true, false) => "/48"u8, (false, true) => default, _ => "/64"u8 };
        bits.CopyTo(text[length..]);
        return length + bits.Length;
    }
}
