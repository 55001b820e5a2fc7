namespace SipIds.Packets;

/// <summary>A set of ports, one bit each.</summary>
internal sealed class PortSet
{
    private const int WordBits = 64;

    private readonly ulong[] _words = new ulong[(ushort.MaxValue + 1) / WordBits];

    public PortSet(IEnumerable<int> ports)
    {
        foreach (var port in ports)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(port, nameof(ports));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue, nameof(ports));
            _words[port / WordBits] |= 1UL << (port % WordBits);
        }
    }

    public bool Contains(ushort port) => (_words[port / WordBits] & (1UL << (port % WordBits))) != 0;
}
