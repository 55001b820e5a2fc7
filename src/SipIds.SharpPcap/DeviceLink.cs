using PacketDotNet;
using SharpPcap;
using SipIds.Packets;

namespace SipIds.SharpPcap;

/// <summary>The link type of a device's frames. libpcap numbers most of them as capture files do, but not raw IP.</summary>
internal static class DeviceLink
{
    private const LinkLayers RawOfOpenBsd = (LinkLayers)14;

    /// <exception cref="IOException">The decoder does not read this link type.</exception>
    public static LinkType Of(ICaptureDevice device, string name) => device.LinkType switch
    {
        LinkLayers.Ethernet => LinkType.Ethernet,
        LinkLayers.RawLegacy or RawOfOpenBsd or LinkLayers.Raw => LinkType.Raw,
        LinkLayers.Null => LinkType.Null,
        LinkLayers.Loop => LinkType.Loop,
        LinkLayers.LinuxSll => LinkType.LinuxCooked,
        LinkLayers.LinuxSll2 => LinkType.LinuxCooked2,
        LinkLayers.Ppp => LinkType.Ppp,
        LinkLayers.PppEther => LinkType.PppEthernet,
        LinkLayers.IPv4 => LinkType.IPv4,
        LinkLayers.IPv6 => LinkType.IPv6,
        var other => throw new IOException($"'{name}' gives frames of link type {other}, which carries neither Ethernet nor plain IP packets."),
    };
}
