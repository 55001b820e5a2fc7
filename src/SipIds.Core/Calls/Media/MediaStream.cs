using SipIds.Packets;
using SipIds.Sip;
using SipIds.Sip.Sdp;

namespace SipIds.Calls.Media;

/// <summary>One stream as one side describes it: its <c>m=</c> line and what belongs to it (RFC 8866 §5.14).</summary>
public readonly struct MediaStream
{
    // No payload type: they end at 127.
    private const byte NoPayloadType = byte.MaxValue;

    private readonly byte _payloadType;
    private readonly byte _encoding;
    private readonly Marks _marks;

    internal MediaStream(in SdpMedia media, NetAddress address)
    {
        var formats = media.Formats;
        var format = SdpWords.Take(ref formats);
        var isRtp = media.Protocol.IndexOf("RTP/"u8) >= 0;
        var hasType = SipGrammar.TryReadNumber(format, sbyte.MaxValue, out var payloadType) && isRtp;
        Kind = KindOf(media.Media);
        Port = media.Port;
        Direction = media.Direction;
        _payloadType = hasType ? (byte)payloadType : NoPayloadType;
        _encoding = MediaEncodings.CodeOf(media, format, hasType ? (int)payloadType : -1);
        _marks = (media.Connection.TryGetAddress(out var own) && own == address ? Marks.None : Marks.Elsewhere)
            | (media.Protocol.IndexOf("SAVP"u8) >= 0 ? Marks.Secure : Marks.None);
    }

    [Flags]
    private enum Marks : byte
    {
        None = 0,
        Elsewhere = 1,
        Secure = 2,
    }

    /// <summary>What it is of.</summary>
    public MediaKind Kind { get; }

    /// <summary>The port to which this side wants it; 0 where it refuses the stream or has ended it (RFC 3264 §6, §8.2).</summary>
    public ushort Port { get; }

    /// <summary>Which way it flows, seen from this side.</summary>
    public SdpDirection Direction { get; }

    /// <summary>The RTP payload type that stands first; -1 where it is no RTP.</summary>
    public int PayloadType => _payloadType == NoPayloadType ? -1 : _payloadType;

    /// <summary>The encoding name of what stands first, such as <c>PCMA</c> or <c>t38</c>; empty where it is not known.</summary>
    public string Encoding => MediaEncodings.NameOf(_encoding);

    /// <summary>Whether it is SRTP (RFC 3711, RFC 5763).</summary>
    public bool IsSecure => (_marks & Marks.Secure) != Marks.None;

    /// <summary>Whether its address is another than that of the first stream, or a host name, and is not kept.</summary>
    public bool IsElsewhere => (_marks & Marks.Elsewhere) != Marks.None;

    private static MediaKind KindOf(ReadOnlySpan<byte> media) => media switch
    {
        _ when media.SequenceEqual("audio"u8) => MediaKind.Audio,
        _ when media.SequenceEqual("video"u8) => MediaKind.Video,
        _ when media.SequenceEqual("image"u8) => MediaKind.Image,
        _ when media.SequenceEqual("text"u8) => MediaKind.Text,
        _ when media.SequenceEqual("application"u8) => MediaKind.Application,
        _ when media.SequenceEqual("message"u8) => MediaKind.Message,
        _ => MediaKind.Other,
    };
}
