using SipIds.Packets;
using SipIds.Sip;

namespace SipIds;

/// <summary>One packet as preprocessors see it: where it came from, what it holds, the SIP message in it. Spans live until the next packet.</summary>
public readonly ref struct SipPacket
{
    /// <summary>A packet with a message; a TCP segment may make several of these.</summary>
    public SipPacket(
        scoped in DecodedPacket decoded,
        ReadOnlySpan<byte> payload,
        SipParseStatus status,
        scoped in SipMessage message,
        scoped in NetEndpoint origin)
        : this(decoded, payload, status, message, origin, SenderTrust.None)
    {
    }

    internal SipPacket(
        scoped in DecodedPacket decoded,
        ReadOnlySpan<byte> payload,
        SipParseStatus status,
        scoped in SipMessage message,
        scoped in NetEndpoint origin,
        SenderTrust trust)
    {
        Decoded = decoded;
        Payload = payload;
        Status = status;
        Message = message;
        Origin = origin;
        Trust = trust;
    }

    /// <summary>The frame, the addresses and the transport.</summary>
    public DecodedPacket Decoded { get; }

    /// <summary>When it was captured.</summary>
    public Timestamp Time => Decoded.Frame.Time;

    /// <summary>Its number in its source, from 1; for a reassembled one, of the frame that completed it.</summary>
    public long Number => Decoded.Frame.Number;

    /// <summary>The address and port it was sent from.</summary>
    public NetEndpoint Source => Decoded.Source;

    /// <summary>The address and port it was sent to.</summary>
    public NetEndpoint Target => Decoded.Target;

    /// <summary>Where the message really came from: the source, or behind one of <c>proxy_ip</c> what that proxy wrote into Via.</summary>
    public NetEndpoint Origin { get; }

    /// <summary>Which end the setting <c>trusted</c> names. Resolved once, for everybody.</summary>
    public SenderTrust Trust { get; }

    /// <summary>Whether <c>trusted</c> names its sender: such packets raise no alert and are counted for nobody.</summary>
    public bool IsTrusted => Trust is SenderTrust.Sender;

    /// <summary>UDP or TCP.</summary>
    public Transport Transport => Decoded.Transport;

    /// <summary>The datagram's payload, or the bytes of one message of a stream.</summary>
    public ReadOnlySpan<byte> Payload { get; }

    /// <summary>What the parser said.</summary>
    public SipParseStatus Status { get; }

    /// <summary>Whether the capture cut the packet before the end of the headers, so that what is missing is nobody's fault.</summary>
    public bool AreHeadersCut => Decoded.Truncated && (Status is SipParseStatus.NotSip || (Status is SipParseStatus.Ok && CutMessage.IsHeadCut(Message)));

    /// <summary>The message; empty unless <see cref="Status"/> is <see cref="SipParseStatus.Ok"/>.</summary>
    public SipMessage Message { get; }
}
