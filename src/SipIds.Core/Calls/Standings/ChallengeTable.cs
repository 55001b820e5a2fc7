using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls.Standings;

/// <summary>Which nonces were given to which address: what returns one can receive there.</summary>
internal sealed class ChallengeTable(int capacity, KeyHasher hasher)
{
    private const int Servers = 4096;
    private const ulong NonceKind = 1;
    private const ulong UnseenKind = 2;
    private const int MostInFlight = 16;

    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(5);

    // What was sent before its sender knew of the rejection may still come.
    private static readonly TimeSpan s_inFlight = TimeSpan.FromSeconds(2);

    // One nonce a day may have been given before the capture began.
    private static readonly TimeSpan s_memory = TimeSpan.FromHours(24);

    private readonly BoundedTable<Challenge> _challenges = new(capacity);
    private readonly ServerTokens _tokens = new(Servers, hasher);

    /// <summary>The tokens that servers made, nonces and tags.</summary>
    public ServerTokens Tokens => _tokens;

    /// <summary>What returning a nonce from an address is worth.</summary>
    public CredentialMerit MeritOf(StateKey nonce, NetAddress origin, StateKey callId, Timestamp now)
    {
        var place = _challenges.PlaceOf(KeyOf(nonce, origin), now);
        if (place < 0)
        {
            return CredentialMerit.None;
        }

        ref readonly var challenge = ref _challenges.At(place);
        return CredentialMerit.WasGiven
            | (challenge.IsComputable ? CredentialMerit.None : CredentialMerit.ReturnsNonce)
            | (challenge.CallId == callId ? CredentialMerit.AnswersTwin : CredentialMerit.None);
    }

    /// <summary>Takes in the nonces of a 401 or 407 to a request from an address.</summary>
    /// <returns>The last of them; default if there is none.</returns>
    public StateKey OnChallenge(in SipMessage message, NetAddress server, NetAddress origin, StateKey callId, bool isForwarded, Timestamp now)
    {
        var nonce = Add(message.All(SipHeaderId.WwwAuthenticate), server, origin, callId, isForwarded, now);
        var ofProxy = Add(message.All(SipHeaderId.ProxyAuthenticate), server, origin, callId, isForwarded, now);
        return ofProxy == default ? nonce : ofProxy;
    }

    /// <summary>Somebody else may have given a nonce in the server's name: returning it proves nothing.</summary>
    public void Revoke(StateKey nonce, NetAddress origin, Timestamp now)
    {
        if (nonce != default && _challenges.PlaceOf(KeyOf(nonce, origin), now) is >= 0 and var place)
        {
            _challenges.At(place).IsComputable = true;
        }
    }

    /// <summary>Credentials with a nonce were accepted: a client goes on with it as long as the server lets it.</summary>
    public void OnAccepted(StateKey nonce, NetAddress origin, StateKey user, Timestamp now, TimeSpan lifetime)
    {
        var place = _challenges.PlaceOf(KeyOf(nonce, origin), now);
        if (place >= 0)
        {
            ref var challenge = ref _challenges.At(place);
            challenge.AcceptedFor = user.Low;
            challenge.Expires = now + lifetime;
        }
    }

    /// <summary>Credentials with a nonce and this count have passed, whatever is answered: who repeats them has copied them.</summary>
    public void OnUsed(StateKey nonce, NetAddress origin, uint count, Timestamp now)
    {
        if (_challenges.PlaceOf(KeyOf(nonce, origin), now) is >= 0 and var place)
        {
            ref var challenge = ref _challenges.At(place);
            challenge.NonceCount = Math.Max(challenge.NonceCount, count);
        }
    }

    /// <summary>Whether credentials of a user with a nonce were accepted from an address, and none has passed with this count or a later one; without qop they are not counted (RFC 2069).</summary>
    public bool HasAccepted(StateKey nonce, NetAddress origin, StateKey user, long count, Timestamp now)
    {
        var place = _challenges.PlaceOf(KeyOf(nonce, origin), now);
        return place >= 0 && _challenges.At(place) is var challenge && challenge.AcceptedFor == user.Low && (count > challenge.NonceCount || (count == 0 && challenge.NonceCount == 0));
    }

    /// <summary>Whether a rejection of credentials with a nonce says that the password was wrong, and not only that the nonce was too old (RFC 7616 §3.3).</summary>
    /// <remarks>A client begins with the nonce that was good last for its user, in all the calls that it begins at once; one that goes on with it after it was rejected is guessing.
    /// The first nonce of a user that nobody was seen to give is taken for one that was good before the capture began; further ones are made up.</remarks>
    public bool IsWrongPassword(StateKey nonce, NetAddress origin, StateKey user, Timestamp now)
    {
        var place = _challenges.PlaceOf(KeyOf(nonce, origin), now);
        if (place >= 0)
        {
            return IsWrong(ref _challenges.At(place), user, now);
        }

        ref var earlier = ref _challenges.GetOrAdd(KeyOf(user.With(UnseenKind), origin), now, out var isFirst);
        if (isFirst)
        {
            earlier = new() { CallId = nonce, AcceptedFor = user.Low, IsComputable = true };
        }

        earlier.Expires = now + s_memory;
        return earlier.CallId != nonce || IsWrong(ref earlier, user, now);
    }

    /// <summary>Takes away a part of what is over.</summary>
    public void Sweep(Timestamp now, int parts) => _challenges.Sweep(now, _challenges.Capacity / parts);

    private static bool IsWrong(ref Challenge challenge, StateKey user, Timestamp now)
    {
        challenge.Rejected = challenge.Rejected == default ? now : challenge.Rejected;
        challenge.Rejections += challenge.Rejections < byte.MaxValue ? (byte)1 : (byte)0;
        return challenge.AcceptedFor != user.Low || challenge.Rejections > MostInFlight || now > challenge.Rejected + s_inFlight;
    }

    private StateKey Add(SipHeaders lines, NetAddress server, NetAddress origin, StateKey callId, bool isForwarded, Timestamp now)
    {
        var last = default(StateKey);
        foreach (var line in lines)
        {
            if (new DigestParameters(line.Value).TryGet("nonce"u8, out var nonce) && !nonce.IsEmpty)
            {
                var isComputable = _tokens.IsComputable(server, NonceKind, nonce, now) || isForwarded;
                last = hasher.Hash(nonce);
                ref var challenge = ref _challenges.GetOrAdd(KeyOf(last, origin), now, out _);
                challenge.CallId = callId;
                challenge.IsComputable |= isComputable;
                challenge.Expires = challenge.Expires > now + s_lifetime ? challenge.Expires : now + s_lifetime;
            }
        }

        return last;
    }

    private StateKey KeyOf(StateKey nonce, NetAddress origin) => nonce.With(SourceKey.Of(origin, hasher).Key);
}
