using SipIds.Packets;

namespace SipIds.Tests.Packets;

public sealed class IpReassemblyTests
{
    private const int More = 0x2000;

    private readonly PacketDecoder _decoder = new(new());

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 2, 0)]
    public void Fragments_in_any_order_make_the_datagram(int first, int second, int third)
    {
        var fragments = Split(Message(5000), [0, 1600, 3200]);
        Assert.Equal(DecodeStatus.FragmentHeld, See(fragments[first]).Status);
        Assert.Equal(DecodeStatus.FragmentHeld, See(fragments[second]).Status);
        Assert.Equal((DecodeStatus.Ok, false), See(fragments[third]) is var last ? (last.Status, last.Truncated) : default);
        Assert.Equal(Message(5000), See(fragments, [first, second, third]).Payload);
        Assert.Equal((2, 0), ((int)_decoder.Reassembled, _decoder.FragmentedDatagrams));
    }

    [Fact]
    public void IPv6_fragments_make_the_datagram()
    {
        var datagram = NestedFrame.Around(Message(3000)).Udp(5060, 5060).Bytes;
        var first = NestedFrame.Around(datagram[..1600]).Protocol(17).IPv6Fragment(0, hasMore: true).IPv6("fd00::1", "fd00::2").Bytes;

        // RFC 8200 §4.5: only the first fragment's next header counts.
        var last = NestedFrame.Around(datagram[1600..]).Protocol(59).IPv6Fragment(1600, hasMore: false).IPv6("fd00::1", "fd00::2").Bytes;
        Assert.Equal(DecodeStatus.FragmentHeld, See(last).Status);
        Assert.Equal(Message(3000), See(first).Payload);
    }

    [Fact]
    public void A_tunnel_inside_fragments_whose_content_is_fragmented_again_is_read()
    {
        var inner = Split(Message(3000), [0, 1600]);
        var outer = inner.Select((bytes, index) => NestedFrame.Around(bytes).Protocol(4)).SelectMany((frame, index) => SplitIp(frame.Bytes, 4, (ushort)(20 + index))).ToArray();
        Assert.Equal(Message(3000), See(outer, [0, 1, 3, 2]).Payload);
    }

    [Fact]
    public void The_largest_datagram_is_put_together()
    {
        var message = Message(65_535 - 20 - 8);
        var fragments = Split(message, [.. Enumerable.Range(0, 46).Select(index => index * 1424)]);
        Assert.Equal(message, See(fragments, [.. Enumerable.Range(0, 46)]).Payload);
    }

    [Fact]
    public void A_fragment_that_comes_twice_is_ignored()
    {
        var fragments = Split(Message(3000), [0, 1600]);
        Assert.Equal(DecodeStatus.Ok, See(fragments, [0, 0, 1]).Status);
        Assert.Equal(1, _decoder.FragmentDuplicates);
    }

    [Fact]
    public void A_fragment_that_comes_twice_with_other_bytes_costs_the_datagram()
    {
        var fragments = Split(Message(3000), [0, 1600]);
        var forged = fragments[0].ToArray();
        forged[^1] ^= 1;
        Assert.Equal(DecodeStatus.FragmentOverlap, See([fragments[0], forged], [0, 1]).Status);
        Assert.Equal(DecodeStatus.FragmentOverlap, See(fragments[1]).Status);
        Assert.Equal((1L, 0L), (_decoder.FragmentConflicts, _decoder.Reassembled));
    }

    [Theory]
    [InlineData(0, 800)]
    [InlineData(800, 800)]
    [InlineData(800, 1600)]
    [InlineData(1592, 16)]
    public void Fragments_that_overlap_cost_the_datagram(int offset, int length)
    {
        var datagram = NestedFrame.Around(Message(3000)).Udp(5060, 5060).Bytes;
        _ = See(Fragment(datagram[..1600], 0, More));
        Assert.Equal(DecodeStatus.FragmentOverlap, See(Fragment(datagram[offset..(offset + length)], offset, More)).Status);
    }

    [Fact]
    public void A_refused_datagram_is_refused_until_its_time_is_over()
    {
        var fragments = Split(Message(3000), [0, 1600]);
        _ = See([fragments[0], Fragment(new byte[16], 8, More)], [0, 1]);
        Assert.Equal(DecodeStatus.FragmentOverlap, See(fragments[1], seconds: 59).Status);
        Assert.Equal(DecodeStatus.FragmentHeld, See(fragments[0], seconds: 61).Status);
        Assert.Equal(DecodeStatus.Ok, See(fragments[1], seconds: 62).Status);
    }

    [Theory]
    [InlineData(15, 0, More)]
    [InlineData(0, 8, 0)]
    [InlineData(800, 64_800, 0)]
    public void An_impossible_fragment_is_invalid(int length, int offset, int flags) =>
        Assert.Equal(DecodeStatus.FragmentInvalid, See(Fragment(new byte[length], offset, flags)).Status);

    [Theory]
    [InlineData(80, 0)]
    [InlineData(240, 0)]
    [InlineData(240, More)]
    public void A_fragment_past_the_last_one_or_another_last_one_is_refused(int offset, int flags)
    {
        _ = See(Fragment(new byte[16], 160, 0));
        Assert.Equal(DecodeStatus.FragmentInvalid, See(Fragment(new byte[16], offset, flags)).Status);
    }

    [Fact]
    public void Fragments_are_kept_as_long_as_a_receiver_keeps_them()
    {
        var fragments = Split(Message(3000), [0, 1600]);
        _ = See(fragments[0]);
        Assert.Equal(DecodeStatus.Ok, See(fragments[1], seconds: 60).Status);
    }

    [Fact]
    public void Fragments_that_come_too_late_make_nothing()
    {
        var fragments = Split(Message(3000), [0, 1600]);
        _ = See(fragments[0]);
        Assert.Equal(DecodeStatus.FragmentHeld, See(fragments[1], seconds: 61).Status);
        Assert.Equal((1L, 1), (_decoder.FragmentTimeouts, _decoder.FragmentedDatagrams));
    }

    [Fact]
    public void A_flood_of_one_sender_evicts_its_own()
    {
        var decoder = new PacketDecoder(new() { FragmentedDatagrams = 64 });
        var victim = Split(Message(3000), [0, 1600]);
        _ = Decoded.From(decoder, victim[0], LinkType.Raw);
        foreach (var id in Enumerable.Range(100, 1000))
        {
            _ = Decoded.From(decoder, FromElsewhere(Fragment(new byte[1600], 0, More, (ushort)id)), LinkType.Raw);
        }

        Assert.Equal(DecodeStatus.Ok, Decoded.From(decoder, victim[1], LinkType.Raw).Status);
        Assert.InRange(decoder.FragmentedDatagrams, 1, 16);
    }

    [Fact]
    public void The_rest_of_what_a_sender_pushed_out_itself_is_refused()
    {
        var decoder = new PacketDecoder(new() { FragmentedDatagrams = 64 });
        var hidden = Split(Message(3000), [0, 1600]);
        _ = Decoded.From(decoder, hidden[0], LinkType.Raw);
        foreach (var id in Enumerable.Range(100, 20))
        {
            _ = Decoded.From(decoder, Fragment(new byte[16], 0, More, (ushort)id), LinkType.Raw);
        }

        Assert.Equal(DecodeStatus.FragmentInvalid, Decoded.From(decoder, hidden[1], LinkType.Raw).Status);
    }

    [Fact]
    public void Large_datagrams_of_one_sender_leave_the_memory_to_others()
    {
        var decoder = new PacketDecoder(new() { FragmentedDatagrams = 64 });
        var victim = Split(Message(3000), [0, 1600]);
        _ = Decoded.From(decoder, victim[0], LinkType.Raw);
        foreach (var id in Enumerable.Range(100, 12))
        {
            foreach (var offset in Enumerable.Range(0, 30))
            {
                _ = Decoded.From(decoder, FromElsewhere(Fragment(new byte[2048], 2048 * offset, More, (ushort)id)), LinkType.Raw);
            }
        }

        Assert.Equal(DecodeStatus.Ok, Decoded.From(decoder, victim[1], LinkType.Raw).Status);
    }

    [Fact]
    public void The_oldest_datagram_is_evicted_where_all_have_the_same()
    {
        var decoder = new PacketDecoder(new() { FragmentedDatagrams = 2 });
        var datagrams = Enumerable.Range(1, 3).Select(id => Split(Message(3000), [0, 1600], (ushort)id)).ToArray();
        Array.ForEach(datagrams, fragments => Decoded.From(decoder, fragments[0], LinkType.Raw));
        Assert.Equal(DecodeStatus.Ok, Decoded.From(decoder, datagrams[2][1], LinkType.Raw).Status);
        Assert.Equal(DecodeStatus.FragmentHeld, Decoded.From(decoder, datagrams[0][1], LinkType.Raw).Status);
        Assert.Equal(1, decoder.FragmentEvictions);
    }

    [Fact]
    public void A_flood_of_fragments_stays_within_its_memory()
    {
        var decoder = new PacketDecoder(new() { FragmentedDatagrams = 32 });
        for (var count = 0; count < 20_000; count++)
        {
            _ = Decoded.From(decoder, Fragment(new byte[8], 2048 * (count % 31), More, (ushort)(count / 31)), LinkType.Raw);
        }

        Assert.InRange(decoder.FragmentMemory, 1, 32 * 8192);
        Assert.InRange(decoder.FragmentedDatagrams, 1, 32);
    }

    [Fact]
    public void A_cut_fragment_is_not_put_together()
    {
        var fragments = Split(Message(3000), [0, 1600]);
        Assert.Equal(DecodeStatus.Truncated, See(fragments[0][..^8]).Status);
    }

    [Fact]
    public void Reassembly_allocates_nothing_in_the_long_run()
    {
        var fragments = Split(Message(3000), [0, 1600]);
        Assert.Equal(0, Allocation.Of(() =>
        {
            foreach (var bytes in fragments)
            {
                _ = _decoder.Decode(new CapturedFrame { Link = LinkType.Raw, OriginalLength = bytes.Length, Bytes = bytes }, out _);
            }
        }));
    }

    private static byte[] Message(int length) => [.. Enumerable.Range(0, length).Select(index => (byte)(index * 7 / 5))];

    private static byte[][] Split(byte[] message, int[] offsets, ushort id = 7)
    {
        var datagram = NestedFrame.Around(message).Udp(5060, 5060).Bytes;
        return [.. offsets.Select((offset, index) => index + 1 < offsets.Length
            ? Fragment(datagram[offset..offsets[index + 1]], offset, More, id)
            : Fragment(datagram[offset..], offset, 0, id))];
    }

    private static byte[][] SplitIp(byte[] payload, byte protocol, ushort id) =>
        [Fragment(payload[..800], 0, More, id, protocol), Fragment(payload[800..], 800, 0, id, protocol)];

    private static byte[] Fragment(byte[] bytes, int offset, int flags, ushort id = 7, byte protocol = 17) =>
        NestedFrame.Around(bytes).Protocol(protocol).IPv4("10.0.0.1", "10.0.0.2", fragment: (offset / 8) | flags, id: id).Bytes;

    private static byte[] FromElsewhere(byte[] packet)
    {
        packet[12] = 172;
        return packet;
    }

    private Decoded See(byte[] bytes, double seconds = 0) => Decoded.From(_decoder, bytes, LinkType.Raw, seconds);

    private Decoded See(byte[][] fragments, int[] order) => Array.ConvertAll(order, index => See(fragments[index]))[^1];
}
