using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls.Registrations;

/// <summary>One place where a user is reached: a Contact that a registrar has accepted (RFC 3261 §10.3), and who registered it.</summary>
public struct Binding
{
    private NetAddress _secondHop;
    private NetAddress _thirdHop;

    /// <summary>When it lapses; default where there is none.</summary>
    public Timestamp Expires { get; internal set; }

    /// <summary>Since when it is registered from where it is now.</summary>
    internal Timestamp Since { get; private set; }

    /// <summary>Where the REGISTER came from, as near to the user as it was seen; default if that is not known.</summary>
    public NetEndpoint Origin { get; private set; }

    /// <summary>Whether the REGISTER was accepted with credentials, so that the registrar asks for them.</summary>
    public bool IsAuthenticated { get; private set; }

    /// <summary>Whether its credentials answer a challenge that was seen: the registrar does ask for a password, and this was the right one.</summary>
    internal bool IsProven { get; private set; }

    /// <summary>Hash of the Contact as the registrar says it.</summary>
    internal ulong Contact { get; set; }

    /// <summary>Hash of the Contact as the REGISTER said it, where a proxy or the registrar has changed it.</summary>
    internal ulong AskedContact { get; private set; }

    internal ulong Instance { get; private set; }

    /// <summary>Whether its client has gone on with it, by its Call-ID, from another address than it began at.</summary>
    internal bool HasMoved { get; set; }

    internal StateKey CallId { get; private set; }

    internal uint CSeq { get; private set; }

    /// <summary>Hash of what the client calls itself in its Via; 0 if that is a name.</summary>
    internal int SentBy { get; private set; }

    internal StateKey Nonce { get; private set; }

    internal long NonceCount { get; private set; }

    /// <summary>Hash of the last response to the nonce; 0 if there is none.</summary>
    internal ulong Response { get; private set; }

    /// <summary>Whether the binding's REGISTER was seen at an address; true where nobody knows.</summary>
    public readonly bool IsOf(NetAddress address) =>
        Origin.Address.IsNone || address == Origin.Address || address == _secondHop || address == _thirdHop;

    /// <summary>Whether a REGISTER at an address of the binding's is another client's behind the same NAT: on another port, and calling itself something else.</summary>
    internal readonly bool IsNeighbour(NetEndpoint origin, int sentBy) =>
        origin.Address == Origin.Address && origin.Port != Origin.Port && sentBy != SentBy && sentBy != 0 && SentBy != 0;

    /// <summary>Whether a REGISTER from elsewhere says that it is the binding's device: it goes on with its Call-ID, or was restarted in its network.</summary>
    internal readonly bool IsOfDevice(StateKey callId, ulong instance, NetAddress address) =>
        instance == Instance && (callId == CallId || (instance != 0 && Neighbourhood.IsInNetwork(Origin.Address, address)));

    internal readonly bool IsLive(Timestamp now) => Expires > now;

    internal readonly bool IsContact(ulong contact) => contact == Contact || (contact == AskedContact && contact != 0);

    /// <summary>Takes in who registered it: another hop of the REGISTER that did last, or a new one.</summary>
    internal void Claim(in RegisterRequest request, in NamedContact asked, NetEndpoint origin, Timestamp now)
    {
        if (request.CallId == CallId && request.CSeq == CSeq)
        {
            AddHop(origin);
            return;
        }

        Since = origin.Address == Origin.Address && Since != default ? Since : now;
        (Origin, _secondHop, _thirdHop) = (origin, default, default);
        (CallId, CSeq, SentBy) = (request.CallId, request.CSeq, request.SentBy);
        (Instance, AskedContact) = (asked.Instance, asked.Contact);
        (IsAuthenticated, Nonce, NonceCount, Response) = (request.HasCredentials, request.Nonce, request.NonceCount, request.Response);
        IsProven = request.IsProven;
    }

    /// <summary>The registrar has said which nonce comes next (RFC 7616 §3.5).</summary>
    internal void Renew(StateKey nonce) => (Nonce, NonceCount, Response) = (nonce, 0, 0);

    // Answers come back from the registrar to the user: the last hop is the user's own.
    private void AddHop(NetEndpoint origin)
    {
        if (IsOf(origin.Address))
        {
            return;
        }

        if (!_thirdHop.IsNone)
        {
            Origin = default;
            return;
        }

        (Origin, _secondHop, _thirdHop) = (origin, Origin.Address, _secondHop);
    }
}
