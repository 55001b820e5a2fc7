using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.Sip.Sdp;

namespace SipIds.Calls.Media;

/// <summary>Where one side wants its media, and which: a session description (RFC 8866) in 40 bytes.</summary>
public struct MediaDescription
{
    /// <summary>How many streams are kept.</summary>
    public const int MaxStreams = 3;

    private Streams _streams;
    private byte _count;

    /// <summary>Where the first stream goes, as <c>c=</c> says; <see cref="NetAddress.IsNone"/> for an address of zeros (RFC 3264 §8.4) or a host name.</summary>
    public NetAddress Address { get; private set; }

    /// <summary>How many streams are kept; 0 where nothing was described.</summary>
    public readonly int Count => _count;

    /// <summary>Whether there were more streams than are kept.</summary>
    public bool HasMore { get; private set; }

    /// <summary>A stream, in the order of the <c>m=</c> lines; offer and answer have the same order (RFC 3264 §6).</summary>
    public readonly MediaStream this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, _count, nameof(index));
            return _streams[index];
        }
    }

    /// <summary>What a message describes; nothing where it has no session description.</summary>
    internal static MediaDescription Of(in SipMessage message)
    {
        var description = default(MediaDescription);
        if (SdpSession.TryFind(message, out var session))
        {
            foreach (var media in session.Media)
            {
                description.Add(media);
            }
        }

        return description;
    }

    private void Add(in SdpMedia media)
    {
        if (_count == MaxStreams)
        {
            HasMore = true;
            return;
        }

        if (_count == 0 && media.Connection.TryGetAddress(out var address))
        {
            Address = address;
        }

        _streams[_count++] = new(media, Address);
    }

    [InlineArray(MaxStreams)]
    private struct Streams
    {
        private MediaStream _first;
    }
}
