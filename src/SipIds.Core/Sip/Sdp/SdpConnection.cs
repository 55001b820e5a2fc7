using SipIds.Packets;

namespace SipIds.Sip.Sdp;

/// <summary>A view of the value of a <c>c=</c> line: network type, address type and address (RFC 8866 §5.7).</summary>
public readonly ref struct SdpConnection
{
    internal SdpConnection(ReadOnlySpan<byte> value)
    {
        NetworkType = SdpWords.Take(ref value);
        AddressType = SdpWords.Take(ref value);
        var address = SdpWords.Take(ref value);
        var slash = address.IndexOf((byte)'/');
        Address = slash < 0 ? address : address[..slash];
    }

    /// <summary>Whether there is an address at all.</summary>
    public bool IsPresent => !Address.IsEmpty;

    /// <summary>The network type, <c>IN</c>.</summary>
    public ReadOnlySpan<byte> NetworkType { get; }

    /// <summary>The address type, <c>IP4</c> or <c>IP6</c>.</summary>
    public ReadOnlySpan<byte> AddressType { get; }

    /// <summary>The address or host name, without the TTL and count that follow a multicast address.</summary>
    public ReadOnlySpan<byte> Address { get; }

    /// <summary>Reads the address; false where it is a host name or missing. An address of zeros is one (RFC 3264 §8.4: hold), and <see cref="NetAddress.IsNone"/>.</summary>
    public bool TryGetAddress(out NetAddress address) => NetAddress.TryParse(Address, out address);
}
