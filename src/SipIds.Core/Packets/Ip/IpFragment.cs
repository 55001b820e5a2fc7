namespace SipIds.Packets.Ip;

/// <summary>One fragment of an IPv4 or IPv6 datagram.</summary>
internal ref struct IpFragment
{
    public FragmentKey Key;
    public Timestamp Time;
    public int Offset;
    public bool HasMore;
    public byte Protocol;

    /// <summary>Whether the capture cut it, so that its length is not known.</summary>
    public bool IsCut;

    public ReadOnlySpan<byte> Bytes;

    public readonly int End => Offset + Bytes.Length;
}
