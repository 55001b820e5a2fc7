using System.Runtime.CompilerServices;
using SipIds.Packets;

namespace SipIds.Calls;

/// <summary>The addresses that stand for one side of a call: where its messages came from, and what its Contact says. Several, where the sensor sees several hops.</summary>
public struct CallParty
{
    private const int Capacity = 5;

    // Apart, so that no bytes are lost between them.
    private Addresses _addresses;
    private Ports _ports;
    private byte _count;

    // A bit for each address that was only asked: it gives way to one that answers.
    private byte _asked;
    private int _said;

    /// <summary>The highest CSeq number that the side used in the dialog that it used last.</summary>
    public uint CSeq { get; private set; }

    /// <summary>Hash of the other side's tag in that dialog: each fork counts by itself.</summary>
    public ulong Dialog { get; private set; }

    /// <summary>The first address that the side was seen at.</summary>
    public readonly NetEndpoint First => new(_addresses[0], _ports[0]);

    /// <summary>How many addresses are known.</summary>
    public readonly int Count => _count;

    /// <summary>Whether the side may call itself this in Via or Contact: it called itself so before, or by no address, or was seen there.</summary>
    public readonly bool MayCallItself(NetEndpoint said) => _said == 0 || _said == HashOf(said) || Has(said);

    /// <summary>Whether the side was seen at this address and port.</summary>
    public readonly bool Has(NetEndpoint endpoint) => PlaceOf(endpoint) >= 0;

    /// <summary>Whether the side was seen at this address, whatever the port.</summary>
    public readonly bool HasAddress(NetAddress address)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_addresses[i] == address)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an address of the side is near this one: another host of a pair or a farm.</summary>
    public readonly bool HasNeighbour(NetAddress address)
    {
        for (var i = 0; i < _count; i++)
        {
            if (Neighbourhood.IsNear(_addresses[i], address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes note of a request's CSeq in the dialog with <paramref name="otherTag"/>.</summary>
    internal void Note(uint cseq, ulong otherTag)
    {
        CSeq = Dialog == otherTag ? Math.Max(CSeq, cseq) : cseq;
        Dialog = otherTag;
    }

    /// <summary>Takes note of what the side calls itself.</summary>
    internal void CallsItself(NetEndpoint said) => _said = _said == 0 ? HashOf(said) : _said;

    /// <summary>Adds an address, in the place of one that was only asked if need be; false if there is no room for it.</summary>
    internal bool TryAdd(NetEndpoint endpoint)
    {
        var place = PlaceOf(endpoint);
        if (endpoint.Address.IsNone || place >= 0)
        {
            _asked &= (byte)~Bit(place);
            return true;
        }

        if (_count == Capacity)
        {
            if (_asked == 0)
            {
                return HasAddress(endpoint.Address);
            }

            Put(System.Numerics.BitOperations.TrailingZeroCount(_asked), endpoint);
            return true;
        }

        Put(_count++, endpoint);
        return true;
    }

    /// <summary>Adds an address that a request went to, if there is room: it may answer, or not.</summary>
    internal void Ask(NetEndpoint endpoint)
    {
        if (_count < Capacity && !endpoint.Address.IsNone && PlaceOf(endpoint) < 0)
        {
            Put(_count++, endpoint);
            _asked |= Bit(_count - 1);
        }
    }

    private static byte Bit(int place) => place < 0 ? (byte)0 : (byte)(1 << place);

    private readonly int PlaceOf(NetEndpoint endpoint)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_ports[i] == endpoint.Port && _addresses[i] == endpoint.Address)
            {
                return i;
            }
        }

        return -1;
    }

    private void Put(int place, NetEndpoint endpoint)
    {
        (_addresses[place], _ports[place]) = (endpoint.Address, endpoint.Port);
        _asked &= (byte)~Bit(place);
    }

    private static int HashOf(NetEndpoint said) => said.GetHashCode() | 1;

    [InlineArray(Capacity)]
    private struct Addresses
    {
        private NetAddress _first;
    }

    [InlineArray(Capacity)]
    private struct Ports
    {
        private ushort _first;
    }
}
