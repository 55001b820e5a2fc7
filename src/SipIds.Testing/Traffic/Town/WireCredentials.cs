using System.Globalization;

namespace SipIds.Testing.Traffic.Town;

/// <summary>Digest credentials (RFC 7616, or RFC 2069 where there is no count).</summary>
/// <param name="User">Whose they are.</param>
/// <param name="Nonce">The nonce that they answer.</param>
/// <param name="Response">What only the holder of the password can compute.</param>
/// <param name="Count">How often the nonce was used; 0 without qop.</param>
internal sealed record WireCredentials(string User, string Nonce, string Response, int Count)
{
    /// <summary>The credentials of somebody who knows the secret.</summary>
    public static WireCredentials Of(string user, string secret, string nonce, int count) =>
        new(user, nonce, SimulatedToken.Long(count, secret, nonce), count);

    /// <summary>Whether the secret was known.</summary>
    public bool Fits(string secret) => string.Equals(Response, SimulatedToken.Long(Count, secret, Nonce), StringComparison.Ordinal);

    /// <summary>The header line, for the server itself or for a proxy.</summary>
    public string ToLine(string method)
    {
        var name = method is "REGISTER" ? "Authorization" : "Proxy-Authorization";
        var count = Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", cnonce=\"0a4f113b\", nc={Count:x8}, qop=auth");
        return $"{name}: Digest username=\"{User}\", realm=\"example.com\", nonce=\"{Nonce}\", uri=\"sip:example.com\", response=\"{Response}\", algorithm=MD5{count}";
    }
}
