using System.Runtime.InteropServices;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.Sip.Sdp;

namespace SipIds.Calls.Media;

/// <summary>One stream as one side describes it: its <c>m=</c> line and what belongs to it (RFC 8866 §5.14).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
public readonly struct MediaStream
{
    // Payload types end at 127.
    private const byte NoPayloadType = byte.MaxValue;

    private const int KindMask = 7;
    private const int DirectionShift = 3;
    private const int DirectionMask = 3;
    private const int Secure = 1 << 5;
    private const int Elsewhere = 1 << 6;

    private readonly byte _payloadType;
    private readonly byte _encoding;
    private readonly byte _marks;

    /// <param name="media">The stream's section.</param>
    /// <param name="lines">What the session's lines say; then what those of the stream say.</param>
    /// <param name="address">The address of the first stream; null for the first itself.</param>
    internal MediaStream(in SdpMedia media, ref MediaLines lines, NetAddress? address)
    {
        var formats = media.Formats;
        var format = SdpWords.Take(ref formats);
        var isRtp = media.Protocol.IndexOf("RTP/"u8) >= 0;
        _payloadType = isRtp && SipGrammar.TryReadNumber(format, sbyte.MaxValue, out var type) ? (byte)type : NoPayloadType;
        _encoding = _payloadType == NoPayloadType ? MediaEncodings.CodeOf(format) : MediaEncodings.CodeOf(_payloadType);
        lines.Read(media.Lines, isRtp && _encoding == 0 ? format : default);
        _encoding = _encoding == 0 ? lines.Encoding : _encoding;
        Port = media.Port;
        _marks = (byte)((int)KindOf(media.Media) | ((int)lines.Direction << DirectionShift)
            | (isRtp && media.Protocol.IndexOf("SAVP"u8) >= 0 ? Secure : 0) | (address is null || lines.Address == address ? 0 : Elsewhere));
    }

    /// <summary>The port to which this side wants it; 0 where it refuses the stream or has ended it (RFC 3264 §6, §8.2).</summary>
    public ushort Port { get; }

    /// <summary>What it is of.</summary>
    public MediaKind Kind => (MediaKind)(_marks & KindMask);

    /// <summary>Which way it flows, seen from this side.</summary>
    public SdpDirection Direction => (SdpDirection)((_marks >> DirectionShift) & DirectionMask);

    /// <summary>The RTP payload type that stands first; -1 where it is no RTP.</summary>
    public int PayloadType => _payloadType == NoPayloadType ? -1 : _payloadType;

    /// <summary>The encoding name of what stands first, such as <c>PCMA</c> or <c>t38</c>; empty where it is not known.</summary>
    public string Encoding => MediaEncodings.NameOf(_encoding);

    /// <summary>Whether it is SRTP (RFC 3711, RFC 5763).</summary>
    public bool IsSecure => (_marks & Secure) != 0;

    /// <summary>Whether its address is another than that of the first stream and is not kept.</summary>
    public bool IsElsewhere => (_marks & Elsewhere) != 0;

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
