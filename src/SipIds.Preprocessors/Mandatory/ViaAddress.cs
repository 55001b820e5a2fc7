using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Preprocessors.Mandatory;

/// <summary>Where a Via value sends a response (RFC 3261 §18.2.2, RFC 3581 §4).</summary>
internal static class ViaAddress
{
    private const uint Broadcast = 0xFFFF_FFFF;

    /// <summary>The address in <c>received</c>, or else in sent-by. False where that is a name.</summary>
    public static bool TryRead(in SipVia via, out NetAddress address) => NetAddress.TryParse(via.Received.IsEmpty ? via.Host : via.Received, out address);

    /// <summary>The port in <c>rport</c>, or else in sent-by; 0 if neither says one.</summary>
    public static ushort PortOf(in SipVia via) => via.RPort != 0 ? via.RPort : via.Port;

    /// <summary>Whether no single host has the address: unspecified, multicast or broadcast.</summary>
    public static bool IsNoHost(NetAddress address)
    {
        if (!address.IsIPv4)
        {
            return address.IsNone || address.High >> 56 == 0xFF;
        }

        var bits = (uint)address.Low;
        return bits is 0 or Broadcast || bits >> 28 == 0xE;
    }

    /// <summary>Whether the text can be such an address; false without reading it for nearly every other.</summary>
    public static bool MayBeNoHost(ReadOnlySpan<byte> host) =>
        host.Length >= 4 && host[0] switch
        {
            (byte)'0' => host[1] == '.',
            (byte)'2' => host[3] == '.' && (host[1] is (byte)'2' or (byte)'3' or (byte)'5'),
            (byte)'[' => host[1] is (byte)':' or (byte)'f' or (byte)'F' or (byte)'0',
            _ => false,
        };
}
