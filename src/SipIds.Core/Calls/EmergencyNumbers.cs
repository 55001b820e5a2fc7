using System.Text;
using SipIds.Sip;

namespace SipIds.Calls;

/// <summary>The callees whose calls are never dropped: user parts such as 112, and URNs with all that is below them (RFC 5031).</summary>
internal sealed class EmergencyNumbers(IReadOnlyList<string> entries)
{
    private readonly byte[][] _urns = [.. entries.Where(IsUrn).Select(Encoding.UTF8.GetBytes)];
    private readonly byte[][] _users = [.. entries.Where(e => !IsUrn(e)).Select(Encoding.UTF8.GetBytes)];

    /// <summary>Whether the message is an INVITE to an emergency service: the Request-URI alone says where a call goes (RFC 3261 §16.5).</summary>
    public bool AreCalledBy(in SipMessage message) => message is { IsEmpty: false, IsRequest: true, Method: SipMethod.Invite } && Matches(message.RequestUri);

    /// <summary>Whether a payload begins as such an INVITE does, read no further than its Request-URI.</summary>
    public bool AreCalledIn(ReadOnlySpan<byte> payload)
    {
        payload = payload.TrimStart(" \t\r\n"u8);
        var rest = payload.StartsWith("INVITE "u8) ? payload["INVITE "u8.Length..] : default;
        var end = rest.IndexOfAny(SipGrammar.WhiteSpace);
        return end > 0 && Matches(SipUri.Parse(rest[..end], out _));
    }

    private static bool IsUrn(string entry) => entry.StartsWith("urn:", StringComparison.OrdinalIgnoreCase);

    private bool Matches(SipUri uri)
    {
        foreach (var user in _users)
        {
            if (uri.User.SequenceEqual(user))
            {
                return true;
            }
        }

        foreach (var urn in _urns)
        {
            // urn:service:sos.fire is an emergency where urn:service:sos is.
            if (uri.Text.Length >= urn.Length
                && Ascii.EqualsIgnoreCase(uri.Text[..urn.Length], urn)
                && (uri.Text.Length == urn.Length || uri.Text[urn.Length] == '.'))
            {
                return true;
            }
        }

        return false;
    }
}
