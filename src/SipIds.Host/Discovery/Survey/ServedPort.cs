namespace SipIds.Host.Discovery.Survey;

/// <summary>A port of a host to which requests of SIP went.</summary>
internal sealed class ServedPort
{
    /// <summary>How many requests.</summary>
    public long Requests { get; set; }

    /// <summary>How many were accepted (2xx).</summary>
    public long Accepted { get; set; }

    /// <summary>Who had one accepted.</summary>
    public DistinctSet Clients { get; } = new();
}
