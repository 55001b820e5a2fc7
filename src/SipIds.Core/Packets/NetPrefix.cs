using System.Globalization;

namespace SipIds.Packets;

/// <summary>A network in CIDR notation (RFC 4632, RFC 4291 §2.3).</summary>
public readonly record struct NetPrefix
{
    private const int MappedBits = 96;

    private NetPrefix(NetAddress network, int length)
    {
        Network = network;
        Length = length;
    }

    /// <summary>The first address of the network.</summary>
    public NetAddress Network { get; }

    /// <summary>The length of the prefix in bits of the 128-bit form; an IPv4 /24 is 120.</summary>
    public int Length { get; }

    /// <summary>Whether the address lies in this network.</summary>
    public bool Contains(NetAddress address) => address.Masked(Length) == Network;

    /// <summary>Reads <c>192.0.2.0/24</c>, <c>2001:db8::/32</c>, or a single address.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out NetPrefix prefix)
    {
        prefix = default;
        var slash = text.IndexOf('/');
        if (!NetAddress.TryParse(slash < 0 ? text : text[..slash], out var address))
        {
            return false;
        }

        // An IPv6 text of a mapped address counts its bits in IPv6: ::ffff:192.0.2.0/120.
        var isQuad = !text.Contains(':');
        var width = isQuad ? 32 : 128;
        var length = width;
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > width))
        {
            return false;
        }

        length += isQuad ? MappedBits : 0;
        prefix = new(address.Masked(length), length);
        return true;
    }

    /// <summary>Reads a network.</summary>
    /// <exception cref="FormatException">The text is no address and no CIDR network.</exception>
    public static NetPrefix Parse(string text) =>
        TryParse(text, out var prefix) ? prefix : throw new FormatException($"'{text}' is neither an address nor a network such as 192.0.2.0/24.");

    /// <summary>The CIDR notation.</summary>
    public override string ToString() => $"{Network}/{(Network.IsIPv4 && Length >= MappedBits ? Length - MappedBits : Length)}";
}
