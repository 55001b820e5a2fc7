namespace SipIds.Packets;

/// <summary>One direction of a TCP connection. Its bytes, if any wait, are in <see cref="Buffer"/>.</summary>
internal struct TcpStream
{
    public NetEndpoint Source;
    public NetEndpoint Target;
    public Timestamp LastSeen;

    /// <summary>What waits: the beginning of a message, and segments that came before their time. Null if nothing does.</summary>
    public StreamBuffer? Buffer;

    /// <summary>The sequence number that follows everything that came in order.</summary>
    public uint Next;

    /// <summary>The sequence number of the FIN, if <see cref="StreamTraits.HasFin"/>.</summary>
    public uint Fin;

    /// <summary>How much of an incomplete head was searched for its end.</summary>
    public int Scanned;

    /// <summary>The length of the message in <see cref="StreamStage.Body"/>.</summary>
    public int MessageLength;

    public StreamStage Stage;
    public StreamTraits Traits;

    /// <summary>Segments in a row that lay far outside the window.</summary>
    public byte Strays;

    public readonly bool IsHalfOpen => Stage is StreamStage.Boundary && !Has(StreamTraits.HasData);

    /// <summary>Whether all bytes up to the FIN have come.</summary>
    public readonly bool IsComplete => Has(StreamTraits.HasFin) && Next == Fin;

    public readonly bool Has(StreamTraits trait) => (Traits & trait) != StreamTraits.None;

    /// <summary>Forgets the message that was being framed.</summary>
    public void Turn(StreamStage stage)
    {
        Stage = stage;
        Scanned = 0;
        MessageLength = 0;
    }
}
