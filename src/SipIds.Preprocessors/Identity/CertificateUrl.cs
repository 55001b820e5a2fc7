using SipIds.Packets;

namespace SipIds.Preprocessors.Identity;

/// <summary>A view of the URL of a certificate as a client that fetches it reads it (RFC 3986 §3.2).</summary>
internal readonly ref struct CertificateUrl
{
    private CertificateUrl(ReadOnlySpan<byte> text, ReadOnlySpan<byte> scheme, ReadOnlySpan<byte> host, bool hasUserInfo)
    {
        Text = text;
        Scheme = scheme;
        Host = host;
        HasUserInfo = hasUserInfo;
    }

    /// <summary>The whole URL.</summary>
    public ReadOnlySpan<byte> Text { get; }

    /// <summary>What stands before the first colon.</summary>
    public ReadOnlySpan<byte> Scheme { get; }

    /// <summary>The host without a final dot, an IPv6 address with its brackets; empty if there is none.</summary>
    public ReadOnlySpan<byte> Host { get; }

    /// <summary>Whether there is a user before the host.</summary>
    public bool HasUserInfo { get; }

    /// <summary>Whether it is fetched over HTTP or HTTPS.</summary>
    public bool IsHttp => System.Text.Ascii.EqualsIgnoreCase(Scheme, "https"u8) || System.Text.Ascii.EqualsIgnoreCase(Scheme, "http"u8);

    /// <summary>Reads a URL. What cannot be read is empty.</summary>
    public static CertificateUrl Parse(ReadOnlySpan<byte> text)
    {
        var colon = Math.Max(text.IndexOf((byte)':'), 0);
        var scheme = text[..colon];
        var rest = text[Math.Min(colon + 1, text.Length)..];
        if (!rest.StartsWith("//"u8))
        {
            return new(text, scheme, default, false);
        }

        // Browsers end the authority at a backslash, and some clients do.
        rest = rest[2..];
        var end = rest.IndexOfAny("/?#\\"u8);
        var authority = end < 0 ? rest : rest[..end];
        var at = authority.LastIndexOf((byte)'@');
        var isEndedElsewhere = rest.Contains((byte)'\\') || IsEndedBySlash(rest);
        return new(text, scheme, HostOf(authority[(at + 1)..]), at >= 0 || isEndedElsewhere);
    }

    /// <summary>The address that the host is, in any form that resolvers take; false if it is a name.</summary>
    public bool TryGetAddress(out NetAddress address) => NetAddress.TryParse(Host, out address) || LooseIPv4.TryParse(Host, out address);

    // example.com#@127.0.0.1/ is the second host to a client that ends the authority at a slash alone.
    private static bool IsEndedBySlash(ReadOnlySpan<byte> rest)
    {
        var slash = rest.IndexOf((byte)'/');
        var authority = slash < 0 ? rest : rest[..slash];
        return authority.IndexOf((byte)'#') is >= 0 and var fragment && authority[fragment..].Contains((byte)'@');
    }

    private static ReadOnlySpan<byte> HostOf(ReadOnlySpan<byte> hostAndPort)
    {
        if (hostAndPort is [(byte)'[', ..])
        {
            return hostAndPort[..(hostAndPort.IndexOf((byte)']') + 1)];
        }

        var colon = hostAndPort.IndexOf((byte)':');
        return (colon < 0 ? hostAndPort : hostAndPort[..colon]).TrimEnd((byte)'.');
    }
}
