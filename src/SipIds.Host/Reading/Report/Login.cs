using SipIds.Packets;

namespace SipIds.Host.Reading.Report;

/// <summary>What became of one user's credentials from one address.</summary>
internal sealed class Login
{
    private RequestKey _last;

    /// <summary>How often they were refused.</summary>
    public long Refused { get; private set; }

    /// <summary>How often they had been refused when they were accepted first.</summary>
    public long RefusedBefore { get; private set; }

    /// <summary>When they were accepted first; default if they never were.</summary>
    public Timestamp Accepted { get; private set; }

    /// <summary>The packet that said so.</summary>
    public PacketPlace Packet { get; private set; }

    /// <summary>Takes note of a refusal; one that was sent again is the same.</summary>
    public void Refuse(RequestKey key)
    {
        if (_last != key)
        {
            _last = key;
            Refused++;
        }
    }

    public void Accept(Timestamp time, PacketPlace packet)
    {
        if (Accepted == default)
        {
            (Accepted, Packet, RefusedBefore) = (time, packet, Refused);
        }
    }
}
