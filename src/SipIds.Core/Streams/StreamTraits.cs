namespace SipIds.Streams;

/// <summary>What is known of a stream.</summary>
[Flags]
internal enum StreamTraits : ushort
{
    None = 0,

    /// <summary>One of its ports is among those whose streams are looked for.</summary>
    IsExpected = 1,

    HasData = 2,
    HasFin = 16,

    /// <summary>Its SYN was seen, so that <see cref="TcpStream.Initial"/> is where it begins.</summary>
    HasSyn = 32,

    /// <summary>Its receiver was heard, so that <see cref="TcpStream.Acked"/> is what that has.</summary>
    IsHeard = 64,

    /// <summary>Some of its data was acknowledged.</summary>
    IsAcked = 128,

    /// <summary>Both ends have shown that they receive what the other one sends.</summary>
    IsProven = 256,

    /// <summary>A SYN inside it waits for its answer: <see cref="TcpStream.Renewal"/>.</summary>
    HasRenewal = 512,

    /// <summary>Nothing of it passes any more.</summary>
    IsCut = 1024,

    /// <summary>It was cut without a word to its ends.</summary>
    IsSilent = 2048,

    /// <summary>It carries the messages of several users.</summary>
    IsShared = 4096,

    /// <summary>Its segments carry a signature (RFC 2385, RFC 5925), which nobody else can make.</summary>
    IsSigned = 8192,
}
