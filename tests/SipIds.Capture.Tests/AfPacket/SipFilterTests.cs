using SipIds.Capture.AfPacket.Filter;
using SipIds.Capture.Native;
using SipIds.Packets;
using SipIds.Tests.Packets;

namespace SipIds.Capture.Tests.AfPacket;

public sealed class SipFilterTests
{
    private static readonly int[] s_ports = [5060, 5061];

    private static readonly BpfInstruction[] s_ethernet = SipFilter.Create(LinkType.Ethernet, s_ports);
    private static readonly BpfInstruction[] s_raw = SipFilter.Create(LinkType.Raw, s_ports);

    public static TheoryData<string> Encapsulations => [.. Frames.All.Where(frame => ProgramFor(frame.Value.Link) is not null).Select(frame => frame.Key)];

    [Theory]
    [MemberData(nameof(Encapsulations))]
    public void Every_encapsulation_passes(string name)
    {
        var (link, bytes) = Frames.All[name];
        Assert.True(BpfMachine.Takes(ProgramFor(link)!, bytes));
    }

    [Theory]
    [InlineData(LinkType.Ethernet)]
    [InlineData(LinkType.Raw)]
    public void Whatever_the_decoder_finds_on_the_ports_passes(LinkType link)
    {
        var frames = new RandomFrames(1);
        var found = 0;
        for (var i = 0; i < 50_000; i++)
        {
            var bytes = frames.Next(link);
            if (IsWanted(link, bytes))
            {
                found++;
                Assert.True(BpfMachine.Takes(ProgramFor(link)!, bytes), Convert.ToHexString(bytes));
            }
        }

        Assert.InRange(found, 15_000, 40_000);
    }

    [Fact]
    public void What_cannot_be_SIP_of_the_ports_is_kept_out()
    {
        byte[][] others =
        [
            Datagram(5080, 53).IPv4("10.0.0.1", "10.0.0.2").Ethernet().Bytes,
            Datagram(5080, 53).IPv6("fd00::1", "fd00::2").Ethernet().Bytes,
            Datagram(5080, 53).IPv4("10.0.0.1", "10.0.0.2", options: 40).Vlan().Vlan(0x88A8).Ethernet().Bytes,
            NestedFrame.Sip().Tcp(5062, 443, 1).IPv4("10.0.0.1", "10.0.0.2").Ethernet().Bytes,
            NestedFrame.Sip().Protocol(1).IPv4("10.0.0.1", "10.0.0.2").Ethernet().Bytes,
            NestedFrame.Sip().Protocol(58).IPv6("fd00::1", "fd00::2").Ethernet().Bytes,
            [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2, 0, 0, 0, 0, 1, 8, 6, .. new byte[46]],
        ];
        Assert.All(others, bytes => Assert.False(BpfMachine.Takes(s_ethernet, bytes)));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(5059, false)]
    [InlineData(5060, true)]
    [InlineData(5070, true)]
    [InlineData(5079, true)]
    [InlineData(5080, false)]
    [InlineData(65534, false)]
    [InlineData(65535, true)]
    public void Ranges_of_ports_pass_to_their_ends_in_both_directions(int port, bool passes)
    {
        var program = SipFilter.Create(LinkType.Raw, [65535, .. Enumerable.Range(5060, 20), 5060, 1]);
        Assert.Equal(passes, BpfMachine.Takes(program, Datagram((ushort)port, 53).IPv4("10.0.0.1", "10.0.0.2").Bytes));
        Assert.Equal(passes, BpfMachine.Takes(program, Datagram(53, (ushort)port).IPv4("10.0.0.1", "10.0.0.2").Bytes));
    }

    [Fact]
    public void More_ports_than_a_program_can_list_let_every_port_pass()
    {
        var program = SipFilter.Create(LinkType.Raw, Enumerable.Range(1, 600).Select(port => 2 * port));
        Assert.True(BpfMachine.Takes(program, Datagram(5001, 5003).IPv4("10.0.0.1", "10.0.0.2").Bytes));
        Assert.False(BpfMachine.Takes(program, NestedFrame.Sip().Protocol(1).IPv4("10.0.0.1", "10.0.0.2").Bytes));
    }

    [Fact]
    public void The_longest_program_is_one_that_the_kernel_takes() =>
        Assert.InRange(SipFilter.Create(LinkType.Ethernet, Enumerable.Range(0, 3 * 512).Where(port => port % 3 != 0)).Length, 3 * 2 * 512, 4096);

    private static NestedFrame Datagram(ushort source, ushort target) => NestedFrame.Sip().Udp(source, target);

    private static BpfInstruction[]? ProgramFor(LinkType link) => link switch
    {
        LinkType.Ethernet => s_ethernet,
        LinkType.Raw or LinkType.RawBsd or LinkType.RawOpenBsd or LinkType.IPv4 or LinkType.IPv6 => s_raw,
        _ => null,
    };

    private static bool IsWanted(LinkType link, byte[] bytes)
    {
        var status = new PacketDecoder(new()).Decode(new() { Link = link, Bytes = bytes, OriginalLength = bytes.Length }, out var packet);
        return status is DecodeStatus.FragmentHeld
            || (status is DecodeStatus.Ok && (s_ports.Contains(packet.Source.Port) || s_ports.Contains(packet.Target.Port)));
    }
}
