namespace SipIds.Packets;

/// <summary>The transport that carried a payload.</summary>
public enum Transport : byte
{
    /// <summary>Neither UDP nor TCP.</summary>
    Other,

    /// <summary>UDP (RFC 768).</summary>
    Udp,

    /// <summary>TCP (RFC 9293).</summary>
    Tcp,
}
