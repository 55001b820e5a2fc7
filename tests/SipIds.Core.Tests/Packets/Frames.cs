using SipIds.Packets;

namespace SipIds.Tests.Packets;

/// <summary>The sample message in every encapsulation that the decoder reads.</summary>
internal static class Frames
{
    public static readonly IReadOnlyDictionary<string, (LinkType Link, byte[] Bytes)> All = new Dictionary<string, (LinkType, byte[])>(StringComparer.Ordinal)
    {
        ["Ethernet"] = (LinkType.Ethernet, V4().Ethernet().Bytes),
        ["Ethernet, padded"] = (LinkType.Ethernet, V4().Pad(7).Ethernet().Bytes),
        ["Ethernet, IPv4 options"] = (LinkType.Ethernet, Udp().IPv4("10.0.0.1", "10.0.0.2", options: 12).Ethernet().Bytes),
        ["Ethernet, no total length"] = (LinkType.Ethernet, Udp().IPv4("10.0.0.1", "10.0.0.2", total: 0).Ethernet().Bytes),
        ["Ethernet, IPv6"] = (LinkType.Ethernet, V6().Ethernet().Bytes),
        ["IEEE 802.3 SNAP"] = (LinkType.Ethernet, V4().Snap().Ethernet().Bytes),
        ["IEEE 802.3 LLC"] = (LinkType.Ethernet, V4().Llc().Ethernet().Bytes),
        ["VLAN"] = (LinkType.Ethernet, V4().Vlan().Ethernet().Bytes),
        ["QinQ"] = (LinkType.Ethernet, V6().Vlan().Vlan(0x88A8).Ethernet().Bytes),
        ["QinQ, old tag"] = (LinkType.Ethernet, V4().Vlan().Vlan(0x9100).Ethernet().Bytes),
        ["VLAN, 30 tags"] = (LinkType.Ethernet, Repeat(V4(), 30, frame => frame.Vlan()).Ethernet().Bytes),
        ["VLAN, SNAP"] = (LinkType.Ethernet, V4().Snap().Vlan().Ethernet().Bytes),
        ["MPLS"] = (LinkType.Ethernet, V4().Mpls(3).Ethernet().Bytes),
        ["MPLS multicast, IPv6"] = (LinkType.Ethernet, V6().Mpls(1, isMulticast: true).Ethernet().Bytes),
        ["MPLS pseudowire"] = (LinkType.Ethernet, V4().Ethernet().ControlWord().Mpls(2).Ethernet().Bytes),
        ["PPPoE"] = (LinkType.Ethernet, V4().Ppp().Pppoe().Ethernet().Bytes),
        ["PPPoE link"] = (LinkType.PppEthernet, V6().Ppp().Pppoe().Bytes),
        ["PPP"] = (LinkType.Ppp, V4().Ppp(hasAddress: true).Bytes),
        ["PPP, compressed"] = (LinkType.Ppp, V4().Ppp(isCompressed: true).Bytes),
        ["Linux cooked"] = (LinkType.LinuxCooked, V4().LinuxCooked().Bytes),
        ["Linux cooked, VLAN"] = (LinkType.LinuxCooked, V4().Vlan().LinuxCooked().Bytes),
        ["Linux cooked 2"] = (LinkType.LinuxCooked2, V6().LinuxCooked2().Bytes),
        ["Linux cooked 2, VLAN"] = (LinkType.LinuxCooked2, V4().Vlan().LinuxCooked2().Bytes),
        ["Raw IPv4"] = (LinkType.Raw, V4().Bytes),
        ["Raw IPv6"] = (LinkType.RawBsd, V6().Bytes),
        ["Raw of OpenBSD"] = (LinkType.RawOpenBsd, V4().Bytes),
        ["IPv4"] = (LinkType.IPv4, V4().Bytes),
        ["IPv6"] = (LinkType.IPv6, V6().Bytes),
        ["Loopback, little-endian"] = (LinkType.Null, V4().Loopback(2, isBigEndian: false).Bytes),
        ["Loopback, big-endian"] = (LinkType.Loop, V4().Loopback(2, isBigEndian: true).Bytes),
        ["Loopback, IPv6 of OpenBSD"] = (LinkType.Loop, V6().Loopback(24, isBigEndian: true).Bytes),
        ["Loopback, IPv6 of FreeBSD"] = (LinkType.Null, V6().Loopback(28, isBigEndian: false).Bytes),
        ["Loopback, IPv6 of Darwin"] = (LinkType.Null, V6().Loopback(30, isBigEndian: false).Bytes),
        ["Loopback, IPv6 of Linux"] = (LinkType.Null, V6().Loopback(10, isBigEndian: true).Bytes),
        ["GRE"] = (LinkType.Raw, V4().Gre().IPv4("1.1.1.1", "2.2.2.2").Bytes),
        ["GRE, checksum, key, sequence"] = (LinkType.Raw, V6().Gre(0xB000).IPv4("1.1.1.1", "2.2.2.2").Bytes),
        ["GRE, Ethernet"] = (LinkType.Raw, V4().Ethernet().Gre(0x2000).IPv6("2001:db8::1", "2001:db8::2").Bytes),
        ["GRE of PPTP"] = (LinkType.Raw, V4().Ppp().Gre(0x3081).IPv4("1.1.1.1", "2.2.2.2").Bytes),
        ["ERSPAN I"] = (LinkType.Raw, V4().Ethernet().Gre(0, 0x88BE).IPv4("1.1.1.1", "2.2.2.2").Bytes),
        ["ERSPAN II"] = (LinkType.Ethernet, V4().Vlan().Ethernet().Erspan2().IPv4("1.1.1.1", "2.2.2.2").Ethernet(new(8), new(9)).Bytes),
        ["ERSPAN III"] = (LinkType.Raw, V4().Ethernet().Erspan3(hasSubheader: false).IPv4("1.1.1.1", "2.2.2.2").Bytes),
        ["ERSPAN III, subheader"] = (LinkType.Raw, V4().Ethernet().Erspan3(hasSubheader: true).IPv4("1.1.1.1", "2.2.2.2").Bytes),
        ["VXLAN"] = (LinkType.Ethernet, V4().Ethernet().Vxlan().IPv4("1.1.1.1", "2.2.2.2").Ethernet(new(8), new(9)).Bytes),
        ["VXLAN of Linux"] = (LinkType.Raw, V6().Ethernet().Vxlan(8472).IPv6("2001:db8::1", "2001:db8::2").Bytes),
        ["GTP-U"] = (LinkType.Raw, V4().Gtp().IPv4("1.1.1.1", "2.2.2.2").Bytes),
        ["GTP-U, extension"] = (LinkType.Raw, V6().Gtp(hasExtension: true).IPv4("1.1.1.1", "2.2.2.2").Bytes),
        ["4 in 4"] = (LinkType.Raw, V4().IPv4("1.1.1.1", "2.2.2.2").Bytes),
        ["6 in 4"] = (LinkType.Raw, V6().IPv4("1.1.1.1", "2.2.2.2").Bytes),
        ["4 in 6"] = (LinkType.Raw, V4().IPv6("2001:db8::1", "2001:db8::2").Bytes),
        ["6 in 6"] = (LinkType.Raw, V6().IPv6("2001:db8::1", "2001:db8::2").Bytes),
        ["MPLS in IP"] = (LinkType.Raw, V4().Mpls().IPv4("1.1.1.1", "2.2.2.2").Bytes),
        ["IPv6 extensions"] = (LinkType.Raw, Udp().Extension(60, 2).Extension(51, 3).Extension(135).Extension(43).Extension(0)
            .IPv6("fd00::1", "fd00::2").Bytes),
        ["IPv6 atomic fragment"] = (LinkType.Raw, Udp().IPv6Fragment(0, hasMore: false).IPv6("fd00::1", "fd00::2").Bytes),
    };

    public static TheoryData<string> Names => new(All.Keys);

    private static NestedFrame Udp() => NestedFrame.Sip().Udp(5060, 5060);

    private static NestedFrame V4() => NestedFrame.SipOverIPv4();

    private static NestedFrame V6() => Udp().IPv6("fd00::1", "fd00::2");

    private static NestedFrame Repeat(NestedFrame frame, int times, Func<NestedFrame, NestedFrame> wrap)
    {
        for (var index = 0; index < times; index++)
        {
            frame = wrap(frame);
        }

        return frame;
    }
}
