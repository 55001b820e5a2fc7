namespace SipIds.Capture.NfQueue;

/// <summary>Which packets the firewall shall hand to which queues.</summary>
public sealed record QueueRuleOptions
{
    /// <summary>The first queue.</summary>
    public ushort FirstQueue { get; init; }

    /// <summary>The last queue; packets are spread over all from the first on, both directions of two addresses to the same one.</summary>
    public ushort LastQueue { get; init; }

    /// <summary>The UDP and TCP ports, of which a packet has one as its source or its target.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [5060, 5061];

    /// <summary>Whether packets go on when nobody reads the queue; if not, they are dropped.</summary>
    public bool Bypass { get; init; } = true;

    /// <summary>Whether packets from and to this host itself are queued too, beside those that it forwards.</summary>
    public bool OwnTraffic { get; init; }

    /// <summary>The chains of the firewall that are concerned.</summary>
    internal IReadOnlyList<string> Chains => OwnTraffic ? ["forward", "input", "output"] : ["forward"];
}
