using SipIds.Packets;
using SipIds.Streams.Layers;

namespace SipIds.Streams;

/// <summary>One direction of a TCP connection. Its bytes, if any wait, are in <see cref="Buffer"/>.</summary>
internal struct TcpStream
{
    public NetEndpoint Source;
    public NetEndpoint Target;
    public Timestamp LastSeen;

    /// <summary>What waits: bytes that its layer is not done with, and segments that came before their time. Null if nothing does.</summary>
    public StreamBuffer? Buffer;

    /// <summary>What was read and is not acknowledged yet; its last byte is the one before <see cref="Next"/>. Null if nothing is remembered.</summary>
    public StreamBuffer? History;

    /// <summary>The messages in it that were dropped. Null if there are none.</summary>
    public DroppedRanges? Dropped;

    /// <summary>The first user whose request passed on the connection, as a hash; 0 if none did.</summary>
    public ulong User;

    /// <summary>The sequence number that follows everything that came in order.</summary>
    public uint Next;

    /// <summary>The sequence number after the SYN, if <see cref="StreamTraits.HasSyn"/>.</summary>
    public uint Initial;

    /// <summary>The sequence number that follows everything that came, in order or not.</summary>
    public uint Highest;

    /// <summary>What its receiver has acknowledged, if <see cref="StreamTraits.IsHeard"/>.</summary>
    public uint Acked;

    /// <summary>Up to where it has passed, while some of it is held.</summary>
    public uint Passed;

    /// <summary>The sequence number after a SYN inside it, if <see cref="StreamTraits.HasRenewal"/>.</summary>
    public uint Renewal;

    /// <summary>The sequence number of the FIN, if <see cref="StreamTraits.HasFin"/>.</summary>
    public uint Fin;

    /// <summary>By which door it comes; 0 where doors are not told apart.</summary>
    public int Ingress;

    /// <summary>How many of its segments are held.</summary>
    public byte Held;

    /// <summary>What reads it: a number in <see cref="StreamLayers"/>.</summary>
    public byte Layer;

    public StreamStage Stage;
    public StreamTraits Traits;

    /// <summary>Segments in a row that lay far outside the window.</summary>
    public byte Strays;

    public readonly bool IsHalfOpen => Stage is StreamStage.Followed && !Has(StreamTraits.HasData);

    /// <summary>Whether all bytes up to the FIN have come.</summary>
    public readonly bool IsComplete => Has(StreamTraits.HasFin) && Next == Fin;

    public readonly bool Has(StreamTraits trait) => (Traits & trait) != StreamTraits.None;
}
