using System.Buffers.Binary;
using System.Text;
using SipIds.Packets;
using SipIds.Testing;

namespace SipIds.Host.Tests.Traffic;

/// <summary>Input made to hurt: it is counted or reported, and what comes after it is read.</summary>
public sealed class HostileInputTests
{
    // IPv4's header length and total length, UDP's length.
    private static readonly int[] s_lengthOffsets = [14, 16, 17, 38, 39];

    [Fact]
    public void A_datagram_of_one_header_is_over_the_limit() =>
        Expect("syntax-limits", Udp(SipBuilder.Request("INVITE").Header("X", new('a', 64_000))));

    [Fact]
    public void Ten_thousand_Vias_are_over_the_limit()
    {
        var message = Enumerable.Range(0, 10_000).Aggregate(new StringBuilder("INVITE sip:b@c SIP/2.0\r\n"), (text, _) => text.Append("v:a\r\n")).Append("\r\n");
        Expect("syntax-limits", Udp(message.ToString()));
    }

    [Fact]
    public void Ten_thousand_values_in_one_Via_are_over_the_limit() =>
        Expect("syntax-limits", Udp(SipBuilder.Request("INVITE").Replace("Via", string.Join(',', Enumerable.Repeat("a", 20_000)))));

    [Fact]
    public void A_Content_Length_of_4_GiB_in_a_datagram_is_reported() =>
        Expect("syntax-content-length", Udp(SipBuilder.Request("INVITE").ContentLength(4_294_967_296)));

    [Fact]
    public void A_Content_Length_of_4_GiB_in_a_stream_is_reported() =>
        Expect("syntax-", Tcp(SipBuilder.Request("INVITE").ContentLength(4_294_967_296)));

    [Fact]
    public void A_header_without_an_end_in_a_stream_is_bounded()
    {
        var stream = FrameBuilder.Tcp("192.0.2.1:5060", "192.0.2.2:5060");
        var start = Encoding.ASCII.GetBytes("INVITE sip:b@c SIP/2.0\r\nX: ");
        var filling = Enumerable.Repeat((byte)'a', 1400).ToArray();
        var frames = Enumerable.Range(0, 1000).Select(n => stream.Sequence(1000u + (uint)(start.Length + (1400 * n))).Payload(filling));
        ExpectNextIsRead(new Sensor().See(stream.Sequence(1000).Payload(start)).See(frames));
    }

    [Fact]
    public void Encapsulation_without_an_end_is_counted()
    {
        var frame = Udp(SipBuilder.Request("INVITE")).Build();
        var nested = Enumerable.Range(0, 200).Aggregate(frame.AsSpan(14).ToArray(), (inner, _) => IpInIp(inner));
        var sensor = new Sensor();
        Process(sensor, [.. frame.AsSpan(0, 14), .. nested]);
        Assert.Equal(1, sensor.Statistics.Decoded(DecodeStatus.TooDeep));
        ExpectNextIsRead(sensor);
    }

    [Fact]
    public void Every_cut_of_a_frame_and_every_wrong_length_in_it_is_survived()
    {
        var frame = Udp(SipBuilder.Request("INVITE").Sdp("192.0.2.1", 8000)).Build();
        var sensor = new Sensor();
        for (var length = 0; length < frame.Length; length++)
        {
            Process(sensor, frame[..length]);
        }

        foreach (var (offset, value) in from offset in s_lengthOffsets from value in Enumerable.Range(0, 256) select (offset, value))
        {
            var wrong = frame.ToArray();
            wrong[offset] = (byte)value;
            Process(sensor, wrong);
        }

        ExpectNextIsRead(sensor);
    }

    private static void Expect(string family, FrameBuilder hostile)
    {
        var sensor = new Sensor().See(hostile);
        Assert.Contains(sensor.Events, e => e.IsSerious && e.Event.Name.StartsWith(family, StringComparison.Ordinal));
        ExpectNextIsRead(sensor);
    }

    private static void ExpectNextIsRead(Sensor sensor)
    {
        var before = sensor.Statistics.Requests(Sip.SipMethod.Options);
        sensor.See(FrameBuilder.Udp("192.0.2.7:5060", "192.0.2.8:5060").Payload(SipBuilder.Request("OPTIONS")));
        Assert.Equal(before + 1, sensor.Statistics.Requests(Sip.SipMethod.Options));
        Assert.Empty(sensor.Pipeline.Faults);
    }

    private static void Process(Sensor sensor, byte[] frame) =>
        sensor.Pipeline.Process(new() { Time = TestClock.Start, Number = 1, Link = LinkType.Ethernet, OriginalLength = frame.Length, Bytes = frame });

    private static byte[] IpInIp(byte[] inner)
    {
        byte[] outer = [0x45, 0, 0, 0, 0, 1, 0, 0, 64, 4, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2, .. inner];
        BinaryPrimitives.WriteUInt16BigEndian(outer.AsSpan(2), (ushort)outer.Length);
        return outer;
    }

    private static FrameBuilder Udp(SipBuilder message) => FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload(message);

    private static FrameBuilder Udp(string message) => FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload(message);

    private static FrameBuilder Tcp(SipBuilder message) => FrameBuilder.Tcp("192.0.2.1:5060", "192.0.2.2:5060").Payload(message);
}
