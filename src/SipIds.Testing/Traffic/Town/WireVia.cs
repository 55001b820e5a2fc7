namespace SipIds.Testing.Traffic.Town;

/// <summary>A Via of a <see cref="WireMessage"/>.</summary>
/// <param name="SentBy">The host and port that its sender wrote.</param>
/// <param name="Branch">Its branch.</param>
/// <param name="Received">Further parameters, each with its semicolon: <c>rport</c>, and what a server added.</param>
internal sealed record WireVia(string SentBy, string Branch, string Received = ";rport")
{
    /// <summary>As a server passes it on that saw the request come from <paramref name="source"/> (RFC 3581 §4).</summary>
    public WireVia From(Packets.NetEndpoint source) => this with { Received = $";rport={source.Port};received={source.Address}" };
}
