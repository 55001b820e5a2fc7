using SipIds.Calls.Registrations;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls.Standings;

/// <summary>What is to know of a request's Digest credentials.</summary>
/// <param name="Nonce">The nonce of the first line; default where there is none.</param>
/// <param name="NonceCount">How often it was used; 0 where the line does not say.</param>
/// <param name="Username">Hash of the username, whatever its domain.</param>
/// <param name="Merit">What they are worth.</param>
internal readonly record struct CredentialFacts(StateKey Nonce, uint NonceCount, ulong Username, CredentialMerit Merit)
{
    /// <summary>Reads the credentials of a request. Every line has to hold: with two, nobody can say which the server reads.</summary>
    public static CredentialFacts Of(in SipPacket packet, CallContext context, ChallengeTable challenges, AccountNames accounts, KeyHasher hasher)
    {
        var message = packet.Message;
        var facts = default(CredentialFacts);
        foreach (var line in message.All(Credentials.HeaderOf(message)))
        {
            if (!Credentials.TryRead(line.Value, hasher, out var nonce, out var count))
            {
                continue;
            }

            var merit = challenges.MeritOf(nonce, packet.Origin.Address, context.CallKey, packet.Time);
            var username = UsernameIn(line.Value);
            var name = hasher.Hash(username).Low;
            var claimed = message.Method is SipMethod.Register ? message.To.Uri : message.From.Uri;
            merit |= username.SequenceEqual(claimed.User) || accounts.Is(context.UserKey, name, packet.Time) ? CredentialMerit.IsOfUser : CredentialMerit.None;
            facts = facts.Nonce == default ? new(nonce, count, name, merit) : facts with { Merit = facts.Merit & merit };
        }

        return facts;
    }

    // Some clients write the domain, too.
    private static ReadOnlySpan<byte> UsernameIn(ReadOnlySpan<byte> line)
    {
        _ = new DigestParameters(line).TryGet("username"u8, out var username);
        var at = username.IndexOf((byte)'@');
        return at < 0 ? username : username[..at];
    }
}
