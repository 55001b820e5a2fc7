using SipIds.Packets;

namespace SipIds.Calls;

/// <summary>How many calls are live: in all, and through each address of <c>proxy_ip</c> that was seen.</summary>
internal sealed class CallLoad(NetPrefixSet proxies)
{
    private const int MaxGates = 64;

    private readonly NetAddress[] _gates = new NetAddress[MaxGates + 1];
    private readonly long[] _live = new long[MaxGates + 1];
    private int _known;

    /// <summary>The proxies whose calls are counted apart. A call stays with the gate that it went through.</summary>
    public NetPrefixSet Proxies { get; set; } = proxies;

    /// <summary>All live calls.</summary>
    public long All { get; private set; }

    /// <summary>The number of the proxy that a call goes through, from 1; 0 for none, and for those beyond the first 64.</summary>
    public byte GateOf(NetAddress source, NetAddress target)
    {
        if (Proxies.Count == 0)
        {
            return 0;
        }

        var proxy = Proxies.Contains(target) ? target : source;
        return Proxies.Contains(proxy) ? Number(proxy) : (byte)0;
    }

    /// <inheritdoc cref="CallTracker.LiveCallsThrough"/>
    public long Through(NetAddress source, NetAddress target, out NetAddress proxy)
    {
        var gate = GateOf(source, target);
        proxy = _gates[gate];
        return gate != 0 ? _live[gate] : Proxies.Count == 0 ? All : 0;
    }

    public void Add(byte gate, int difference)
    {
        All += difference;
        _live[gate] += difference;
    }

    private byte Number(NetAddress proxy)
    {
        for (var gate = 1; gate <= _known; gate++)
        {
            if (_gates[gate] == proxy)
            {
                return (byte)gate;
            }
        }

        if (_known == MaxGates)
        {
            return 0;
        }

        _gates[++_known] = proxy;
        return (byte)_known;
    }
}
