using System.Buffers;
using System.Buffers.Text;

namespace SipIds.Sip;

/// <summary>A view of one line of Digest credentials (RFC 3261 §20.7, RFC 7616 §3.4).</summary>
public readonly ref struct DigestCredentials
{
    private static readonly SearchValues<byte> s_hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private readonly DigestParameters _parameters;

    /// <summary>The credentials in the value of one header line.</summary>
    public DigestCredentials(ReadOnlySpan<byte> line) => _parameters = new(line);

    /// <summary>The nonce that they answer; empty where there is none, with which an IMS client only says its name (RFC 3310 §3.1, TS 24.229 §5.1.1.2) and which proves nothing.</summary>
    public ReadOnlySpan<byte> Nonce => _parameters.TryGet("nonce"u8, out var nonce) ? nonce : default;

    /// <summary>How often the nonce was used with them; 0 where they do not say.</summary>
    public uint NonceCount => _parameters.TryGet("nc"u8, out var text) && Utf8Parser.TryParse(text, out uint count, out var digits, 'X') && digits == text.Length ? count : 0;

    /// <summary>What only those who know the password can compute; empty where there is none, or one that servers may read differently.</summary>
    public ReadOnlySpan<byte> Response => _parameters.TryGet("response"u8, out var response) && !response.ContainsAnyExcept(s_hex) ? response : default;

    /// <summary>The user name without the domain that some clients write behind it; empty where there is none.</summary>
    public ReadOnlySpan<byte> Username
    {
        get
        {
            _ = _parameters.TryGet("username"u8, out var username);
            var at = username.IndexOf((byte)'@');
            return at < 0 ? username : username[..at];
        }
    }

    /// <summary>Whether a request carries any.</summary>
    public static bool AreIn(in SipMessage request) => request.Has(SipHeaderId.Authorization) || request.Has(SipHeaderId.ProxyAuthorization);

    /// <summary>The header that those of a request stand in: the registrar's or callee's where there are both.</summary>
    public static SipHeaderId HeaderOf(in SipMessage request) =>
        request.Has(SipHeaderId.Authorization) ? SipHeaderId.Authorization : SipHeaderId.ProxyAuthorization;

    /// <summary>The first line of it; empty if there is none.</summary>
    public static ReadOnlySpan<byte> LineOf(in SipMessage request) => request.ValueOf(HeaderOf(request));
}
