namespace SipIds.Calls.Standings;

/// <summary>What the Digest credentials of a request are worth (RFC 7616 §3.4).</summary>
[Flags]
internal enum CredentialMerit : byte
{
    /// <summary>There are none, or they answer nothing that was given to their sender.</summary>
    None = 0,

    /// <summary>Each nonce was given to the request's origin and to nobody else, and cannot be computed: the origin can receive.</summary>
    ReturnsNonce = 1,

    /// <summary>The nonce was given in the challenge of this very request's twin, with the same Call-ID.</summary>
    AnswersTwin = 2,

    /// <summary>The Digest username is the user's, by its name or as the registrar has accepted it.</summary>
    IsOfUser = 4,

    /// <summary>Each nonce was given to the request's origin, whoever else may know it.</summary>
    WasGiven = 8,

    /// <summary>All that proves a user, once the server accepts it.</summary>
    Proof = AnswersTwin | IsOfUser,
}
