using System.Globalization;
using SipIds.Packets;

namespace SipIds.Testing;

/// <summary>Endpoints and MAC addresses from the text that tests write.</summary>
public static class TestEndpoint
{
    /// <summary>Reads <c>192.0.2.1:5060</c>, <c>[2001:db8::1]:5060</c>, or an address alone, whose port is 5060.</summary>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static NetEndpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (NetAddress.TryParse(text, out var alone))
        {
            return new(alone, 5060);
        }

        var colon = text.LastIndexOf(':');
        return colon > 0
            && NetAddress.TryParse(text.AsSpan(0, colon), out var address)
            && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new(address, port)
            : throw new FormatException($"'{text}' is no endpoint such as 192.0.2.1:5060.");
    }

    /// <summary>The MAC address that test packets of an address have: locally administered, the address's last four bytes.</summary>
    public static MacAddress MacOf(NetAddress address) => new(0x0200_0000_0000 | (address.Low & 0xFFFF_FFFF));
}
