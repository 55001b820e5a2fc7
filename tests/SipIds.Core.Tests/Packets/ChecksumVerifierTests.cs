using SipIds.Packets;
using Builder = SipIds.Testing.FrameBuilder;

namespace SipIds.Core.Tests.Packets;

public sealed class ChecksumVerifierTests
{
    private const int UdpField = 6;
    private const int TcpField = 16;

    private static readonly Builder s_udp = Builder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload("OPTIONS sip:a@b SIP/2.0\r\n\r\n");
    private static readonly Builder s_tcp = Builder.Tcp("192.0.2.1:5060", "192.0.2.2:5060").Payload("OPTIONS sip:a@b SIP/2.0\r\n\r\n");

    private readonly PacketDecoder _decoder = new(new DecoderOptions());

    [Fact]
    public void A_wrong_checksum_on_the_wire_is_a_fault()
    {
        Assert.Equal(PacketFaults.Checksum, See(Wrong(s_udp, UdpField), ChecksumState.Final));
        Assert.Equal(PacketFaults.Checksum, See(Wrong(s_tcp, TcpField), ChecksumState.Final));
        Assert.Equal(PacketFaults.None, See(s_udp.Build(), ChecksumState.Final));
        Assert.Equal(2, _decoder.WrongChecksums);
    }

    [Fact]
    public void What_the_kernel_has_yet_to_fill_in_is_none() =>
        Assert.Equal(PacketFaults.None, See(Wrong(s_udp, UdpField), ChecksumState.Settled));

    [Fact]
    public void A_wrong_one_among_right_ones_is_a_fault()
    {
        _ = See(s_tcp.WithFlags(TcpFlags.Syn).Payload("").Build());
        Assert.Equal(PacketFaults.Checksum, See(Wrong(s_tcp, TcpField)));
        Assert.Equal(PacketFaults.None, See(s_tcp.Build()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_host_that_leaves_all_to_its_card_is_believed_from_its_first_packet_on(bool isUdp)
    {
        for (var count = 0; count < 50; count++)
        {
            var frame = (isUdp ? s_udp : s_tcp).Payload($"OPTIONS sip:{count}@b SIP/2.0\r\n\r\n").Build();
            ChecksumsTests.LeaveToTheCard(frame, isUdp ? UdpField : TcpField);
            Assert.Equal(PacketFaults.None, See(frame));
            Assert.Equal(PacketFaults.None, See(Builder.Udp("192.0.2.2:5060", "192.0.2.1:5060").Payload("SIP/2.0 200 OK\r\n\r\n").Build()));
        }

        Assert.Equal((0, 50), (_decoder.WrongChecksums, _decoder.UnmadeChecksums));
    }

    [Fact]
    public void A_capture_whose_addresses_were_changed_is_believed()
    {
        for (var count = 0; count < 20; count++)
        {
            Assert.Equal(PacketFaults.None, See(Wrong(s_udp, UdpField, (byte)(count + 1))));
        }
    }

    [Fact]
    public void A_router_that_leaves_its_own_to_the_card_and_forwards_others_is_believed()
    {
        var router = new MacAddress(7);
        for (var count = 0; count < 20; count++)
        {
            Assert.Equal(PacketFaults.None, See(Builder.Udp("198.51.100.1:5060", "192.0.2.2:5060").Payload("x").Mac(router, new(8)).Build()));
            var own = s_udp.Mac(router, new(8)).Build();
            ChecksumsTests.LeaveToTheCard(own, UdpField);
            Assert.Equal(PacketFaults.None, See(own));
        }
    }

    [Fact]
    public void A_forged_source_behind_a_router_of_right_checksums_is_a_fault()
    {
        var router = new MacAddress(7);
        _ = See(Builder.Udp("198.51.100.1:5060", "192.0.2.2:5060").Payload("x").Mac(router, new(8)).Build());
        Assert.Equal(PacketFaults.Checksum, See(Wrong(Builder.Udp("203.0.113.9:5060", "192.0.2.2:5060").Payload("x").Mac(router, new(8)), UdpField)));
    }

    [Fact]
    public void Segments_that_the_receiving_host_merged_are_no_fault_of_a_sender_with_right_checksums()
    {
        _ = See(s_tcp.Build());
        var merged = s_tcp.Build();
        ChecksumsTests.LeaveToTheCard(merged, TcpField);
        Assert.Equal(PacketFaults.None, See(merged));
    }

    [Fact]
    public void A_wrong_header_checksum_is_a_fault()
    {
        var frame = s_udp.Build();
        frame[24] ^= 1;
        Assert.Equal(PacketFaults.Checksum, See(frame, ChecksumState.Final));
    }

    [Fact]
    public void No_checksum_is_legal_over_IPv4_and_not_over_IPv6()
    {
        var four = s_udp.Build();
        four.AsSpan(40, 2).Clear();
        var six = Builder.Udp("[2001:db8::1]:5060", "[2001:db8::2]:5060").Payload("x").Build();
        six.AsSpan(60, 2).Clear();
        Assert.Equal((PacketFaults.None, PacketFaults.Checksum), (See(four, ChecksumState.Final), See(six, ChecksumState.Final)));
    }

    [Fact]
    public void What_a_snap_length_cut_cannot_be_summed_up()
    {
        var frame = s_udp.Build();
        var packet = Decode(frame.AsSpan(0, frame.Length - 5), frame.Length, ChecksumState.Final);
        Assert.Equal(PacketFaults.None, packet);
    }

    [Fact]
    public void Verifying_allocates_nothing()
    {
        var frame = s_udp.Payload(new byte[700]).Build();
        Assert.Equal(0, SipIds.Tests.Packets.Allocation.Of(() => See(frame)));
    }

    private static byte[] Wrong(Builder builder, int field, byte by = 0x5A)
    {
        var frame = builder.Build();
        frame[34 + field] ^= by;
        return frame;
    }

    private PacketFaults See(byte[] frame, ChecksumState state = ChecksumState.Unknown) => Decode(frame, frame.Length, state);

    private PacketFaults Decode(ReadOnlySpan<byte> bytes, int length, ChecksumState state)
    {
        var frame = new CapturedFrame { Link = LinkType.Ethernet, Number = 1, OriginalLength = length, Bytes = bytes, Checksums = state };
        _ = _decoder.Decode(frame, out var packet);
        _decoder.Verify(ref packet);
        return packet.Faults;
    }
}
