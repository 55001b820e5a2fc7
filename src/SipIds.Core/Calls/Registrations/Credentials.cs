using System.Buffers;
using System.Buffers.Text;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls.Registrations;

/// <summary>Reads what Digest credentials prove by: the nonce and how often it was used (RFC 7616 §3.4).</summary>
internal static class Credentials
{
    private static readonly SearchValues<byte> s_hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>The header that a registrar's credentials stand in.</summary>
    public static SipHeaderId HeaderOf(in SipMessage message) =>
        message.Has(SipHeaderId.Authorization) ? SipHeaderId.Authorization : SipHeaderId.ProxyAuthorization;

    /// <summary>The first line of it; empty if there is none.</summary>
    public static ReadOnlySpan<byte> LineOf(in SipMessage message) => message.ValueOf(HeaderOf(message));

    /// <summary>Reads one line. False for what proves nothing: no nonce, or an empty one, with which an IMS client only says its name (RFC 3310 §3.1, TS 24.229 §5.1.1.2).</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, KeyHasher hasher, out StateKey nonce, out uint count)
    {
        nonce = default;
        count = 0;
        var parameters = new DigestParameters(line);
        if (line.IsEmpty || !parameters.TryGet("nonce"u8, out var text) || text.IsEmpty)
        {
            return false;
        }

        nonce = hasher.Hash(text);
        if (parameters.TryGet("nc"u8, out var used) && Utf8Parser.TryParse(used, out uint number, out var digits, 'X') && digits == used.Length)
        {
            count = number;
        }

        return true;
    }

    /// <summary>Hash of a line's response, which only who knows the password can compute; 0 if it has none, or one that servers may read differently.</summary>
    public static ulong ResponseOf(ReadOnlySpan<byte> line, KeyHasher hasher) =>
        new DigestParameters(line).TryGet("response"u8, out var response) && !response.IsEmpty && !response.ContainsAnyExcept(s_hex) ? hasher.HashIgnoreCase(response).Low : 0;
}
