namespace SipIds.Sip;

/// <summary>Ports that stand for themselves.</summary>
internal static class SipPort
{
    /// <summary>Where SIP is awaited that names no port (RFC 3261 §18.1.1, §19.1.2), over UDP and TCP.</summary>
    public const ushort Default = 5060;
}
