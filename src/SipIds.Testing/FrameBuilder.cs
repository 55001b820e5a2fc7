using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using SipIds.Packets;

namespace SipIds.Testing;

/// <summary>Builds Ethernet frames with IPv4 or IPv6, UDP or TCP, and right lengths and checksums. Every call returns a new builder.</summary>
public sealed record FrameBuilder
{
    private const int EthernetLength = 14;
    private const int VlanLength = 4;
    private const int IPv4Length = 20;
    private const int IPv6Length = 40;
    private const int UdpLength = 8;
    private const int TcpLength = 20;
    private const int MaxPayload = ushort.MaxValue - IPv4Length - TcpLength;

    private FrameBuilder(Transport transport, NetEndpoint source, NetEndpoint target)
    {
        if (source.Address.IsIPv4 != target.Address.IsIPv4)
        {
            throw new ArgumentException("Source and target are of different IP versions.", nameof(target));
        }

        Transport = transport;
        Source = source;
        Target = target;
        SourceMac = TestEndpoint.MacOf(source.Address);
        TargetMac = TestEndpoint.MacOf(target.Address);
    }

    private Transport Transport { get; init; }

    private NetEndpoint Source { get; init; }

    private NetEndpoint Target { get; init; }

    private MacAddress SourceMac { get; init; }

    private MacAddress TargetMac { get; init; }

    private ImmutableArray<ushort> Vlans { get; init; } = [];

    private ReadOnlyMemory<byte> Content { get; init; }

    private uint TcpSequence { get; init; } = 1;

    private uint TcpAcknowledgement { get; init; } = 1;

    private ReadOnlyMemory<byte> TcpOptions { get; init; }

    private TcpFlags Flags { get; init; } = TcpFlags.Psh | TcpFlags.Ack;

    private long FrameNumber { get; init; } = 1;

    /// <summary>When the frame is captured.</summary>
    public Timestamp Time { get; private init; } = TestClock.Start;

    private bool IsIPv4 => Source.Address.IsIPv4;

    /// <summary>A UDP datagram between two endpoints such as <c>192.0.2.1:5060</c>.</summary>
    public static FrameBuilder Udp(string source, string target) => new(Transport.Udp, TestEndpoint.Parse(source), TestEndpoint.Parse(target));

    /// <summary>A TCP segment between two endpoints.</summary>
    public static FrameBuilder Tcp(string source, string target) => new(Transport.Tcp, TestEndpoint.Parse(source), TestEndpoint.Parse(target));

    /// <summary>The frame of a test packet.</summary>
    public static FrameBuilder Of(TestPacket packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        return new(packet.Transport, packet.Source, packet.Target)
        {
            SourceMac = packet.SourceMac ?? TestEndpoint.MacOf(packet.Source.Address),
            TargetMac = packet.TargetMac ?? TestEndpoint.MacOf(packet.Target.Address),
            Content = packet.Payload[..Math.Min(packet.Payload.Length, MaxPayload)],
            Time = packet.Time,
            FrameNumber = packet.Number,
        };
    }

    /// <summary>Sets the payload.</summary>
    /// <exception cref="ArgumentException">It does not fit into one IP packet.</exception>
    public FrameBuilder Payload(ReadOnlySpan<byte> bytes) => bytes.Length <= MaxPayload
        ? this with { Content = bytes.ToArray() }
        : throw new ArgumentException($"A payload has at most {MaxPayload} bytes.", nameof(bytes));

    /// <summary>Sets the payload to text in UTF-8.</summary>
    public FrameBuilder Payload(string text) => Payload(Encoding.UTF8.GetBytes(text));

    /// <summary>Sets the payload to a message.</summary>
    public FrameBuilder Payload(SipBuilder message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return Payload(message.Build());
    }

    /// <summary>Sets the MAC addresses.</summary>
    public FrameBuilder Mac(MacAddress source, MacAddress target) => this with { SourceMac = source, TargetMac = target };

    /// <summary>Adds an IEEE 802.1Q tag inside those already there.</summary>
    public FrameBuilder Vlan(ushort id) => this with { Vlans = Vlans.Add(id) };

    /// <summary>Sets when it is captured, from <see cref="TestClock.Start"/> on.</summary>
    public FrameBuilder At(TimeSpan time) => this with { Time = TestClock.Start + time };

    /// <summary>Sets its number, from 1.</summary>
    public FrameBuilder Number(long number) => this with { FrameNumber = number };

    /// <summary>Sets the sequence number of a TCP segment.</summary>
    public FrameBuilder Sequence(uint sequence) => this with { TcpSequence = sequence };

    /// <summary>Sets the acknowledgement number of a TCP segment, which it carries with <see cref="TcpFlags.Ack"/>.</summary>
    public FrameBuilder Acknowledge(uint acknowledgement) => this with { TcpAcknowledgement = acknowledgement };

    /// <summary>Sets the options of a TCP segment, filled up to a multiple of four bytes.</summary>
    public FrameBuilder Options(ReadOnlySpan<byte> options)
    {
        var filled = new byte[(options.Length + 3) / 4 * 4];
        options.CopyTo(filled);
        return this with { TcpOptions = filled };
    }

    /// <summary>Sets the flags of a TCP segment.</summary>
    public FrameBuilder WithFlags(TcpFlags flags) => this with { Flags = flags };

    /// <summary>The bytes of the frame.</summary>
    public byte[] Build()
    {
        var linkLength = EthernetLength + (VlanLength * Vlans.Length);
        var ipLength = IsIPv4 ? IPv4Length : IPv6Length;
        var transportLength = (Transport is Transport.Tcp ? TcpLength + TcpOptions.Length : UdpLength) + Content.Length;
        var frame = new byte[linkLength + ipLength + transportLength];
        var segment = frame.AsSpan(linkLength + ipLength);
        WriteLink(frame);
        WriteIP(frame.AsSpan(linkLength, ipLength), transportLength);
        WriteTransport(segment);
        return frame;
    }

    /// <summary>The frame as a source hands it over.</summary>
    public CapturedFrame ToFrame()
    {
        var bytes = Build();
        return new() { Time = Time, Number = FrameNumber, Link = LinkType.Ethernet, OriginalLength = bytes.Length, Bytes = bytes };
    }

    private void WriteLink(Span<byte> frame)
    {
        WriteMac(frame, TargetMac);
        WriteMac(frame[6..], SourceMac);
        var offset = 12;
        foreach (var vlan in Vlans)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame[offset..], 0x8100);
            BinaryPrimitives.WriteUInt16BigEndian(frame[(offset + 2)..], vlan);
            offset += VlanLength;
        }

        BinaryPrimitives.WriteUInt16BigEndian(frame[offset..], (ushort)(IsIPv4 ? 0x0800 : 0x86DD));
    }

    private static void WriteMac(Span<byte> destination, MacAddress address)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)(address.Value >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(destination[2..], (uint)address.Value);
    }

    private void WriteIP(Span<byte> header, int transportLength)
    {
        if (IsIPv4)
        {
            header[0] = 0x45;
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(IPv4Length + transportLength));
            BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)FrameNumber);
            header[6] = 0x40;
            header[8] = 64;
            header[9] = Protocol;
            _ = Source.Address.WriteTo(header[12..]);
            _ = Target.Address.WriteTo(header[16..]);
            BinaryPrimitives.WriteUInt16BigEndian(header[10..], InternetChecksum.Finish(InternetChecksum.Add(0, header)));
            return;
        }

        header[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)transportLength);
        header[6] = Protocol;
        header[7] = 64;
        _ = Source.Address.WriteTo(header[8..]);
        _ = Target.Address.WriteTo(header[24..]);
    }

    private byte Protocol => Transport is Transport.Tcp ? (byte)6 : (byte)17;

    private void WriteTransport(Span<byte> segment)
    {
        BinaryPrimitives.WriteUInt16BigEndian(segment, Source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], Target.Port);
        if (Transport is Transport.Tcp)
        {
            BinaryPrimitives.WriteUInt32BigEndian(segment[4..], TcpSequence);
            BinaryPrimitives.WriteUInt32BigEndian(segment[8..], Flags.HasFlag(TcpFlags.Ack) ? TcpAcknowledgement : 0u);
            segment[12] = (byte)((TcpLength + TcpOptions.Length) / 4 << 4);
            segment[13] = (byte)Flags;
            BinaryPrimitives.WriteUInt16BigEndian(segment[14..], ushort.MaxValue);
            TcpOptions.Span.CopyTo(segment[TcpLength..]);
            Content.Span.CopyTo(segment[(TcpLength + TcpOptions.Length)..]);
            BinaryPrimitives.WriteUInt16BigEndian(segment[16..], Checksum(segment));
            return;
        }

        BinaryPrimitives.WriteUInt16BigEndian(segment[4..], (ushort)segment.Length);
        Content.Span.CopyTo(segment[UdpLength..]);

        // RFC 768: a sum of zero is sent as all ones.
        var checksum = Checksum(segment);
        BinaryPrimitives.WriteUInt16BigEndian(segment[6..], checksum == 0 ? ushort.MaxValue : checksum);
    }

    private ushort Checksum(ReadOnlySpan<byte> segment)
    {
        Span<byte> addresses = stackalloc byte[32];
        var length = Source.Address.WriteTo(addresses);
        length += Target.Address.WriteTo(addresses[length..]);
        var pseudoHeader = InternetChecksum.Add(0, addresses[..length]) + Protocol + (uint)segment.Length;
        return InternetChecksum.Finish(InternetChecksum.Add(pseudoHeader, segment));
    }
}
