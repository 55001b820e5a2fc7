using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.Sip.Sdp;

namespace SipIds.Calls.Media;

/// <summary>Where one side wants its media, and which: a session description (RFC 8866) in 32 bytes.</summary>
public struct MediaDescription
{
    /// <summary>How many streams are kept.</summary>
    public const int MaxStreams = 3;

    private const byte CountMask = 3;
    private const byte More = 1 << 2;
    private const byte Answer = 1 << 3;
    private const byte Awaiting = 1 << 4;

    private Streams _streams;
    private byte _marks;

    /// <summary>Where the first stream goes, as <c>c=</c> says; <see cref="NetAddress.IsNone"/> for an address of zeros (RFC 3264 §8.4) or a host name.</summary>
    public NetAddress Address { get; private set; }

    /// <summary>How many streams are kept; 0 where nothing was described.</summary>
    public readonly int Count => _marks & CountMask;

    /// <summary>Whether there were more streams than are kept.</summary>
    public readonly bool HasMore => (_marks & More) != 0;

    /// <summary>Whether it answers what the other side offered (RFC 3264 §6), and does not offer itself.</summary>
    public readonly bool IsAnswer => (_marks & Answer) != 0;

    /// <summary>Whether it is an offer that the other side has not answered yet.</summary>
    public readonly bool IsAwaitingAnswer => (_marks & Awaiting) != 0;

    /// <summary>A stream, in the order of the <c>m=</c> lines; offer and answer have the same order (RFC 3264 §6).</summary>
    public readonly MediaStream this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return _streams[index];
        }
    }

    /// <summary>What a message describes; nothing where it has no session description.</summary>
    internal static MediaDescription Of(in SipMessage message)
    {
        var description = default(MediaDescription);
        if (SdpSession.TryFind(message, out var session))
        {
            var lines = default(MediaLines);
            lines.Read(session.SessionLines, default);
            foreach (var media in session.Media)
            {
                if (!description.TryAdd(media, lines))
                {
                    break;
                }
            }
        }

        return description;
    }

    /// <summary>The same, as an answer.</summary>
    internal readonly MediaDescription AsAnswer() => this with { _marks = (byte)(_marks | Answer) };

    /// <summary>The same, as an offer that is answered or waits for it.</summary>
    internal readonly MediaDescription AsOffer(bool isAwaitingAnswer) =>
        this with { _marks = (byte)((_marks & ~Awaiting) | (isAwaitingAnswer ? Awaiting : 0)) };

    private bool TryAdd(in SdpMedia media, MediaLines lines)
    {
        if (Count == MaxStreams)
        {
            _marks |= More;
            return false;
        }

        var isFirst = Count == 0;
        _streams[Count] = new(media, ref lines, isFirst ? null : Address);
        Address = isFirst ? lines.Address : Address;
        _marks++;
        return true;
    }

    [InlineArray(MaxStreams)]
    private struct Streams
    {
        private MediaStream _first;
    }
}
