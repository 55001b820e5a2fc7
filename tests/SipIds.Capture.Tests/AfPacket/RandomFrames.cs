using SipIds.Packets;
using SipIds.Tests.Packets;

namespace SipIds.Capture.Tests.AfPacket;

/// <summary>Frames with random headers around the sample message, some of their bytes damaged.</summary>
internal sealed class RandomFrames
{
    private static readonly ushort[] s_ports = [5060, 5061, 5080, 53, 4789, 2152, 8472, 65535];
    private static readonly byte[] s_extensions = [0, 43, 51, 60, 135, 139, 140];

    private readonly Random _random;

    public RandomFrames(int seed) => _random = new(seed);

    public byte[] Next(LinkType link)
    {
        var frame = AddIP(AddTransport(NestedFrame.Sip()));
        for (var depth = _random.Next(3); depth > 0; depth--)
        {
            frame = AddIP(AddTunnel(frame));
        }

        var bytes = link is LinkType.Ethernet ? AddLink(frame).Bytes : frame.Bytes;
        for (var damage = _random.Next(4) == 0 ? _random.Next(1, 4) : 0; damage > 0; damage--)
        {
            bytes[_random.Next(Math.Min(bytes.Length, 80))] = (byte)_random.Next(256);
        }

        return _random.Next(20) == 0 ? bytes[.._random.Next(bytes.Length)] : bytes;
    }

    private ushort Port() => s_ports[_random.Next(s_ports.Length)];

    private NestedFrame AddTransport(NestedFrame frame) =>
        _random.Next(2) == 0 ? frame.Udp(Port(), Port()) : frame.Tcp(Port(), Port(), 1, options: 4 * _random.Next(11));

    private NestedFrame AddIP(NestedFrame frame)
    {
        if (_random.Next(2) == 0)
        {
            var fragment = _random.Next(6) == 0 ? _random.Next(0x4000) : 0x4000;
            return frame.IPv4("10.0.0.1", "10.0.0.2", options: 4 * _random.Next(11), fragment: fragment);
        }

        for (var extensions = _random.Next(3); extensions > 0; extensions--)
        {
            frame = _random.Next(4) == 0
                ? frame.IPv6Fragment(8 * _random.Next(3), hasMore: _random.Next(2) == 0)
                : frame.Extension(s_extensions[_random.Next(s_extensions.Length)], _random.Next(1, 4));
        }

        return frame.IPv6("fd00::1", "fd00::2");
    }

    private NestedFrame AddTunnel(NestedFrame frame) => _random.Next(9) switch
    {
        0 => frame.Gre(_random.Next(2) * 0x2000),
        1 => AddLink(frame).Erspan2(),
        2 => AddLink(frame).Erspan3(hasSubheader: _random.Next(2) == 0),
        3 => AddLink(frame).Vxlan(_random.Next(2) == 0 ? (ushort)4789 : (ushort)8472),
        4 => frame.Gtp(hasExtension: _random.Next(2) == 0),
        5 => frame.Mpls(_random.Next(1, 4)),
        6 => frame.Ppp().Gre(0x3081),
        _ => frame,
    };

    private NestedFrame AddLink(NestedFrame frame)
    {
        frame = _random.Next(10) switch
        {
            0 => frame.Snap(),
            1 => frame.Llc(),
            2 => frame.Mpls(_random.Next(1, 4)),
            3 => frame.Ppp().Pppoe(),
            _ => frame,
        };
        for (var tags = _random.Next(3) == 0 ? _random.Next(7) : 0; tags > 0; tags--)
        {
            frame = frame.Vlan(_random.Next(3) switch { 0 => 0x88A8, 1 => 0x9100, _ => 0x8100 });
        }

        return frame.Ethernet();
    }
}
