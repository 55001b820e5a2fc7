using SipIds.Capture.Native;
using SipIds.Packets;

namespace SipIds.Capture.AfPacket.Filter;

/// <summary>
/// The kernel filter for the SIP ports. It lets through whatever the decoder could find SIP of these ports in: UDP and TCP from and to them,
/// IP fragments, tunnels and mirror headers. What it cannot follow it lets through.
/// </summary>
internal static class SipFilter
{
    // Two comparisons a range, three instructions each, stay below the kernel's 4,096.
    private const int MaxRanges = 512;
    private const int MaxTags = 4;
    private const int EthernetLength = 14;
    private const int TagLength = 4;
    private const uint FragmentMask = 0x3FFF;
    private const uint IPv6Length = 40;
    private const byte Tcp = 6;
    private const byte Udp = 17;
    private const ushort IPv4Type = 0x0800;
    private const ushort IPv6Type = 0x86DD;
    private const uint SmallestType = 0x0600;

    // IP in IP, IPv6 in IP, GRE with ERSPAN, MPLS in IP.
    private static readonly ushort[] s_tunnels = [4, 41, 47, 137];

    // Hop-by-hop, routing, fragment, authentication, destination options, mobility, host identity, shim6.
    private static readonly ushort[] s_extensions = [0, 43, 44, 51, 60, 135, 139, 140];

    private static readonly ushort[] s_tags = [0x8100, 0x88A8, 0x9100];

    // MPLS unicast and multicast, PPPoE session, PPP, Ethernet.
    private static readonly ushort[] s_carriers = [0x8847, 0x8848, 0x8864, 0x880B, 0x6558];

    // VXLAN, VXLAN of Linux, GTP-U.
    private static readonly int[] s_tunnelPorts = [4789, 8472, 2152];

    /// <summary>The program for frames that begin with <paramref name="link"/>, which is Ethernet or raw IP.</summary>
    public static BpfInstruction[] Create(LinkType link, IEnumerable<int> ports)
    {
        var writer = new BpfWriter();
        BpfLabel version4 = new(), version6 = new(), transport = new(), accept = new();
        if (link is LinkType.Ethernet)
        {
            WriteEthernet(writer, version4, version6, accept);
        }
        else
        {
            WriteRaw(writer, version4, version6);
        }

        WriteIPv4(writer, version4, transport, accept);
        WriteIPv6(writer, version6, transport, accept);
        writer.Set(accept);
        writer.Accept();
        writer.Set(transport);
        WritePorts(writer, Ranges(ports), Ranges(s_tunnelPorts));
        return writer.ToProgram();
    }

    // X becomes the offset of the IP header.
    private static void WriteEthernet(BpfWriter writer, BpfLabel version4, BpfLabel version6, BpfLabel accept)
    {
        var decide = new BpfLabel();
        for (var tags = 0; tags <= MaxTags; tags++)
        {
            var isTag = new BpfLabel();
            var header = (uint)(EthernetLength + (TagLength * tags));
            writer.Write(BpfCode.LoadHalf, header - 2);
            writer.Write(BpfCode.SetIndex, header);
            writer.JumpIfAny(s_tags, isTag);
            writer.Jump(decide);
            writer.Set(isTag);
        }

        writer.Accept();
        writer.Set(decide);
        writer.JumpIf(BpfCode.JumpIfEqual, IPv4Type, version4);
        writer.JumpIf(BpfCode.JumpIfEqual, IPv6Type, version6);
        writer.JumpIfAny(s_carriers, accept);

        // IEEE 802.3 with LLC: SNAP may carry IP, and the rest is seldom.
        writer.AcceptWithin(0, SmallestType - 1);
        writer.Reject();
    }

    private static void WriteRaw(BpfWriter writer, BpfLabel version4, BpfLabel version6)
    {
        writer.Write(BpfCode.SetIndex, 0);
        writer.Write(BpfCode.LoadByte, 0);
        writer.Write(BpfCode.And, 0xF0);
        writer.JumpIf(BpfCode.JumpIfEqual, 0x40, version4);
        writer.JumpIf(BpfCode.JumpIfEqual, 0x60, version6);
        writer.Reject();
    }

    private static void WriteIPv4(BpfWriter writer, BpfLabel begin, BpfLabel transport, BpfLabel accept)
    {
        var hasPorts = new BpfLabel();
        writer.Set(begin);
        writer.Write(BpfCode.LoadHalfAtIndex, 6);
        writer.JumpIf(BpfCode.JumpIfAnyBit, FragmentMask, accept);
        writer.Write(BpfCode.LoadByteAtIndex, 9);
        writer.JumpIfAny([Udp, Tcp], hasPorts);
        writer.JumpIfAny(s_tunnels, accept);
        writer.Reject();
        writer.Set(hasPorts);
        writer.Write(BpfCode.LoadByteAtIndex, 0);
        writer.Write(BpfCode.And, 0x0F);
        writer.Write(BpfCode.ShiftLeft, 2);
        writer.Write(BpfCode.AddIndex);
        writer.Write(BpfCode.ToIndex);
        writer.Jump(transport);
    }

    private static void WriteIPv6(BpfWriter writer, BpfLabel begin, BpfLabel transport, BpfLabel accept)
    {
        var hasPorts = new BpfLabel();
        writer.Set(begin);
        writer.Write(BpfCode.LoadByteAtIndex, 6);
        writer.JumpIfAny([Udp, Tcp], hasPorts);
        writer.JumpIfAny(s_tunnels, accept);
        writer.JumpIfAny(s_extensions, accept);
        writer.Reject();
        writer.Set(hasPorts);
        writer.Write(BpfCode.FromIndex);
        writer.Write(BpfCode.Add, IPv6Length);
        writer.Write(BpfCode.ToIndex);
        writer.Jump(transport);
    }

    private static void WritePorts(BpfWriter writer, List<(int First, int Last)> ports, List<(int First, int Last)> tunnels)
    {
        if (ports.Count > MaxRanges)
        {
            writer.Accept();
            return;
        }

        writer.Write(BpfCode.LoadHalfAtIndex, 0);
        Write(ports);
        writer.Write(BpfCode.LoadHalfAtIndex, 2);
        Write(ports);
        Write(tunnels);
        writer.Reject();

        void Write(List<(int First, int Last)> ranges)
        {
            foreach (var (first, last) in ranges)
            {
                writer.AcceptWithin((uint)first, (uint)last);
            }
        }
    }

    private static List<(int First, int Last)> Ranges(IEnumerable<int> ports)
    {
        List<(int First, int Last)> ranges = [];
        foreach (var port in ports.Distinct().Order())
        {
            if (ranges.Count > 0 && ranges[^1].Last == port - 1)
            {
                ranges[^1] = (ranges[^1].First, port);
            }
            else
            {
                ranges.Add((port, port));
            }
        }

        return ranges;
    }
}
