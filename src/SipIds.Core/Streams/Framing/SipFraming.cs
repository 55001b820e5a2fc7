namespace SipIds.Streams.Framing;

/// <summary>How far a stream is cut into messages.</summary>
internal struct SipFraming
{
    /// <summary>How much of an incomplete head was searched for its end.</summary>
    public int Scanned;

    /// <summary>The length of the message in <see cref="SipStage.Body"/>.</summary>
    public int MessageLength;

    public SipStage Stage;

    /// <summary>Whether a message has begun in it.</summary>
    public bool HasSpoken;

    /// <summary>Whether it was said that it carries what is no SIP.</summary>
    public bool SaidNotSip;

    /// <summary>Forgets the message that was being framed.</summary>
    public void Turn(SipStage stage)
    {
        Stage = stage;
        Scanned = 0;
        MessageLength = 0;
    }
}
