namespace SipIds.Packets;

/// <summary>What a source knows of the checksums of a frame.</summary>
public enum ChecksumState : byte
{
    /// <summary>Nothing. The frame may have been captured on the host that sent it, before its network card filled them in.</summary>
    Unknown,

    /// <summary>The frame stands as it came off the wire: a wrong checksum is one that the receiver sees, too.</summary>
    Final,

    /// <summary>The kernel has yet to fill them in, or has checked them already: there is nothing to judge.</summary>
    Settled,
}
