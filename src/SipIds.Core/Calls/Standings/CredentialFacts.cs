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
        foreach (var line in message.All(DigestCredentials.HeaderOf(message)))
        {
            var credentials = new DigestCredentials(line.Value);
            if (credentials.Nonce.IsEmpty)
            {
                continue;
            }

            var nonce = hasher.Hash(credentials.Nonce);
            var merit = challenges.MeritOf(nonce, packet.Origin.Address, context.CallKey, packet.Time);
            var username = credentials.Username;
            var name = hasher.Hash(username).Low;
            var claimed = message.Method is SipMethod.Register ? message.To.Uri : message.From.Uri;
            merit |= username.SequenceEqual(claimed.User) || accounts.Is(context.UserKey, name, packet.Time) ? CredentialMerit.IsOfUser : CredentialMerit.None;
            facts = facts.Nonce == default ? new(nonce, credentials.NonceCount, name, merit) : facts with { Merit = facts.Merit & merit };
        }

        return facts;
    }
}
