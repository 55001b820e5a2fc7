using FsCheck;
using FsCheck.Fluent;
using SipIds.Capture.NfQueue;
using SipIds.Packets;

namespace SipIds.Capture.Tests.NfQueue;

public class QueueMessageTests
{
    private static readonly byte[] s_message =
        new PacketMessage().Id(7).Attribute(5, [0, 0, 0, 3]).Time(1_700_000_000, 5).WholeLength(9).Payload(1, 2, 3, 4, 5).Build();

    [Fact]
    public void A_packet_is_read_from_among_what_else_the_kernel_tells()
    {
        Assert.True(QueueMessage.TryRead(s_message, out var packet));
        Assert.Equal((7u, Timestamp.FromUnix(1_700_000_000, 5_000), 9), (packet.Id, packet.Time, packet.OriginalLength));
        Assert.Equal([1, 2, 3, 4, 5], packet.Bytes.ToArray());
    }

    [Fact]
    public void A_packet_without_a_time_and_a_length_has_the_epoch_and_its_own()
    {
        Assert.True(QueueMessage.TryRead(new PacketMessage().Id(7).Payload(1, 2).Build(), out var packet));
        Assert.Equal((default, 2), (packet.Time, packet.OriginalLength));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(4, true)]
    [InlineData(6, true)]
    public void Checksums_are_to_be_checked_where_the_kernel_says_that_nothing_has(byte state, bool isUnchecked)
    {
        Assert.True(QueueMessage.TryRead(new PacketMessage().Id(7).Attribute(14, [0, 0, 0, state]).Payload(1).Build(), out var packet));
        Assert.Equal(isUnchecked, packet.IsUnchecked);
    }

    [Fact]
    public void What_the_kernel_says_nothing_of_is_not_to_be_checked()
    {
        Assert.True(QueueMessage.TryRead(s_message, out var packet));
        Assert.False(packet.IsUnchecked);
    }

    [Fact]
    public void An_attribute_that_says_how_it_is_written_is_read_like_any() =>
        Assert.True(QueueMessage.TryRead(new PacketMessage().Attribute(0x8001, [0, 0, 0, 7, 8, 0, 2]).Build(), out _));

    [Theory]
    [InlineData(0x0302)]
    [InlineData(0x0400)]
    [InlineData(2)]
    public void Another_message_is_no_packet(ushort type) =>
        Assert.False(QueueMessage.TryRead(new PacketMessage(type).Id(7).Payload(1).Build(), out _));

    [Fact]
    public void A_packet_without_an_id_is_none() => Assert.False(QueueMessage.TryRead(new PacketMessage().Payload(1).Build(), out _));

    [Theory]
    [InlineData(0u)]
    [InlineData(15u)]
    [InlineData(19u)]
    public void A_message_that_claims_less_than_its_headers_holds_nothing(uint claimed) =>
        Assert.False(QueueMessage.TryRead(new PacketMessage().Id(7).Build(claimed), out _));

    [Fact]
    public void A_message_that_claims_more_than_came_is_read_as_far_as_it_came()
    {
        Assert.True(QueueMessage.TryRead(new PacketMessage().Id(7).Payload(1, 2, 3, 4).Build(uint.MaxValue).AsSpan()[..^2], out var packet));
        Assert.Equal([1, 2], packet.Bytes.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void An_attribute_that_claims_less_than_its_header_is_the_last(int claimed)
    {
        Assert.True(QueueMessage.TryRead(new PacketMessage().Id(7).Attribute(10, [1], claimed).Payload(2).Build(), out var packet));
        Assert.Equal(0, packet.Bytes.Length);
    }

    [Fact]
    public void An_attribute_that_claims_more_than_the_message_ends_with_it()
    {
        Assert.True(QueueMessage.TryRead(new PacketMessage().Id(7).Attribute(10, [1, 2, 3, 4], ushort.MaxValue).Build(), out var packet));
        Assert.Equal([1, 2, 3, 4], packet.Bytes.ToArray());
    }

    [Fact]
    public void Any_length_that_is_no_number_of_32_bits_is_held_within_them()
    {
        Assert.True(QueueMessage.TryRead(new PacketMessage().Id(7).WholeLength(uint.MaxValue).Time(long.MaxValue, long.MinValue).Build(), out var packet));
        Assert.Equal(int.MaxValue, packet.OriginalLength);
    }

    [Fact]
    public void An_answer_says_which_error_it_is()
    {
        Assert.Equal(16, QueueMessage.ReadAnswer([20, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xF0, 0xFF, 0xFF, 0xFF]));
        Assert.Equal(0, QueueMessage.ReadAnswer([20, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        Assert.Null(QueueMessage.ReadAnswer([19, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        Assert.Null(QueueMessage.ReadAnswer(s_message));
        Assert.Null(QueueMessage.ReadAnswer([]));
    }

    [Fact]
    public void A_message_cut_anywhere_is_read_as_far_as_it_goes()
    {
        for (var length = 0; length < s_message.Length; length++)
        {
            // Its own array, so that a look behind its end is noticed.
            var isPacket = QueueMessage.TryRead(s_message.AsSpan(0, length).ToArray(), out var packet);
            Assert.Equal(length >= 28, isPacket);
            Assert.Equal(Math.Clamp(length - 72, 0, 5), packet.Bytes.Length);
        }
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        var changes = Gen.Two(Gen.Choose(0, s_message.Length - 1).Zip(Gen.Choose(0, 255))).ToArbitrary();
        Prop.ForAll(changes, each =>
        {
            var bytes = s_message.ToArray();
            bytes[each.Item1.Item1] = (byte)each.Item1.Item2;
            bytes[each.Item2.Item1] = (byte)each.Item2.Item2;
            _ = QueueMessage.ReadAnswer(bytes);
            return !QueueMessage.TryRead(bytes, out var packet) || packet.Bytes.Length <= bytes.Length;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }
}
