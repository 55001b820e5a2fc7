using System.Text;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Testing;

/// <summary>One packet of a test: bytes, from where, to where, when. Immutable; vary it with <c>with</c>.</summary>
/// <param name="Payload">The payload of the datagram, or one message of a stream.</param>
public sealed record TestPacket(ReadOnlyMemory<byte> Payload)
{
    /// <summary>A packet with a built message.</summary>
    public TestPacket(SipBuilder message)
        : this(message.Build())
    {
    }

    /// <summary>Where it comes from.</summary>
    public NetEndpoint Source { get; init; } = TestEndpoint.Parse("192.0.2.1");

    /// <summary>Where it goes to.</summary>
    public NetEndpoint Target { get; init; } = TestEndpoint.Parse("192.0.2.2");

    /// <summary>Where its message is taken to come from; its source if null.</summary>
    public NetEndpoint? Origin { get; init; }

    /// <summary>UDP or TCP.</summary>
    public Transport Transport { get; init; } = Transport.Udp;

    /// <summary>When it was captured.</summary>
    public Timestamp Time { get; init; } = TestClock.Start;

    /// <summary>Its number, from 1.</summary>
    public long Number { get; init; } = 1;

    /// <summary>The sender's MAC address; made from its IP address if null.</summary>
    public MacAddress? SourceMac { get; init; }

    /// <summary>The receiver's MAC address; made from its IP address if null.</summary>
    public MacAddress? TargetMac { get; init; }

    /// <summary>The frame that carries it; a payload too long for one frame is cut to what fits.</summary>
    public FrameBuilder ToFrame() => FrameBuilder.Of(this);

    /// <summary>The packet as a preprocessor gets it, its message parsed.</summary>
    public SipPacket Open()
    {
        var frame = ToFrame().ToFrame();
        var decoded = new DecodedPacket
        {
            Frame = frame,
            SourceMac = SourceMac ?? TestEndpoint.MacOf(Source.Address),
            TargetMac = TargetMac ?? TestEndpoint.MacOf(Target.Address),
            Source = Source,
            Target = Target,
            Transport = Transport,
            TcpFlags = Transport is Transport.Tcp ? TcpFlags.Psh | TcpFlags.Ack : TcpFlags.None,
            Payload = Payload.Span,
        };
        var status = SipParser.Parse(Payload.Span, new SipHeaderTable(), out var message);
        return new(decoded, Payload.Span, status, message, Origin ?? Source);
    }

    /// <summary>Endpoints and start line.</summary>
    public override string ToString()
    {
        var text = Encoding.UTF8.GetString(Payload.Span);
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return $"{Source} > {Target} {(end < 0 ? text : text[..end])}";
    }
}
