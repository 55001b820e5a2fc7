using System.Buffers.Binary;
using SipIds.Packets;

namespace SipIds.Core.Tests.Packets;

public sealed class ChecksumsTests
{
    [Fact]
    public void Every_length_has_the_sum_of_its_words()
    {
        var bytes = new byte[3000];
        new Random(1).NextBytes(bytes);
        for (var length = 0; length < bytes.Length; length += length < 200 ? 1 : 37)
        {
            Assert.Equal(WordByWord(bytes.AsSpan(0, length)), Checksums.Fold(Checksums.Sum(bytes.AsSpan(0, length))));
        }
    }

    [Fact]
    public void The_largest_datagram_does_not_overflow()
    {
        var bytes = new byte[65_535];
        bytes.AsSpan().Fill(0xFF);
        Assert.Equal(WordByWord(bytes), Checksums.Fold(Checksums.Sum(bytes)));
    }

    [Theory]
    [InlineData("192.0.2.1:5060", "192.0.2.2:5060")]
    [InlineData("[2001:db8::1]:5060", "[2001:db8::2]:5060")]
    public void Right_checksums_are_right_with_payloads_of_every_length(string source, string target)
    {
        for (var length = 0; length < 200; length++)
        {
            var payload = new byte[length];
            new Random(length).NextBytes(payload);
            Assert.Equal(ChecksumVerdict.Right, VerdictOn(SipIds.Testing.FrameBuilder.Udp(source, target).Payload(payload).Build(), Transport.Udp));
            Assert.Equal(ChecksumVerdict.Right, VerdictOn(SipIds.Testing.FrameBuilder.Tcp(source, target).Payload(payload).Build(), Transport.Tcp));
        }
    }

    [Fact]
    public void No_checksum_is_none_over_IPv4_and_missing_over_IPv6()
    {
        var four = SipIds.Testing.FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload("x").Build();
        var six = SipIds.Testing.FrameBuilder.Udp("[2001:db8::1]:5060", "[2001:db8::2]:5060").Payload("x").Build();
        four.AsSpan(14 + 20 + 6, 2).Clear();
        six.AsSpan(14 + 40 + 6, 2).Clear();
        Assert.Equal((ChecksumVerdict.None, ChecksumVerdict.Missing), (VerdictOn(four, Transport.Udp), VerdictOn(six, Transport.Udp)));
    }

    [Fact]
    public void The_sum_of_the_addresses_alone_is_one_that_the_card_was_to_go_on_from()
    {
        var frame = SipIds.Testing.FrameBuilder.Tcp("192.0.2.1:5060", "192.0.2.2:5060").Payload("x").Build();
        LeaveToTheCard(frame, 16);
        Assert.Equal(ChecksumVerdict.Unmade, VerdictOn(frame, Transport.Tcp));
        frame[^1]++;
        Assert.Equal(ChecksumVerdict.Unmade, VerdictOn(frame, Transport.Tcp));
        frame[14 + 20 + 16]++;
        Assert.Equal(ChecksumVerdict.Wrong, VerdictOn(frame, Transport.Tcp));
    }

    /// <summary>Writes what a host writes into a frame with IPv4 whose checksum its card is to make.</summary>
    internal static void LeaveToTheCard(byte[] frame, int field)
    {
        var segment = frame.AsSpan(34);
        Span<byte> pseudo = [.. frame.AsSpan(26, 8), 0, frame[23], (byte)(segment.Length >> 8), (byte)segment.Length];
        BinaryPrimitives.WriteUInt16BigEndian(segment[field..], BinaryPrimitives.ReverseEndianness(WordByWord(pseudo)));
    }

    private static ChecksumVerdict VerdictOn(byte[] frame, Transport transport)
    {
        var isIPv4 = frame[14] >> 4 == 4;
        return Checksums.Check(frame.AsSpan(14, isIPv4 ? 20 : 40), frame.AsSpan(14 + (isIPv4 ? 20 : 40)), transport);
    }

    // As RFC 1071 §4.1 does it, in this machine's byte order.
    private static ushort WordByWord(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        for (var index = 0; index < bytes.Length; index += 2)
        {
            sum += (bytes[index] << 8) | (index + 1 < bytes.Length ? bytes[index + 1] : 0);
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness((ushort)sum) : (ushort)sum;
    }
}
