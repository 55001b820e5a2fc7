namespace SipIds.Packets;

/// <summary>The control bits of a TCP segment (RFC 9293 §3.1).</summary>
[Flags]
public enum TcpFlags : byte
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>The sender sends no more.</summary>
    Fin = 1,

    /// <summary>First sequence number.</summary>
    Syn = 2,

    /// <summary>The connection is reset.</summary>
    Rst = 4,

    /// <summary>Push.</summary>
    Psh = 8,

    /// <summary>The acknowledgement number is valid.</summary>
    Ack = 16,
}
