using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls.Registrations;

/// <summary>What a registrar's 2xx says of a user: its Contact list is all that is bound (RFC 3261 §10.3 step 8).</summary>
internal readonly ref struct RegistrationAnswer
{
    private readonly SipMessage _message;
    private readonly Timestamp _now;
    private readonly NetEndpoint _origin;
    private readonly KeyHasher _hasher;

    public RegistrationAnswer(scoped in SipPacket packet, NetEndpoint origin, KeyHasher hasher)
    {
        _message = packet.Message;
        _now = packet.Time;
        _origin = origin;
        _hasher = hasher;
    }

    /// <summary>Brings a user's bindings up to date, and returns the places of those that are left.</summary>
    public uint Apply(scoped ref RegisteredUser user, scoped in RegisterRequest request) =>
        _message.Has(SipHeaderId.Contact) ? ApplyList(ref user, request) : ApplyRequest(ref user, request);

    private uint ApplyList(scoped ref RegisteredUser user, scoped in RegisterRequest request)
    {
        var seconds = NamedContact.SecondsOf(_message);

        // One asked for and one bound are the same, even where a proxy or the registrar has written its own address into it.
        var isOnly = request.Count == 1 && request[0].Seconds != 0 && IsSingle();
        var kept = 0u;
        foreach (var line in _message.All(SipHeaderId.Contact))
        {
            foreach (var value in new SipValues(line.Value))
            {
                var listed = NamedContact.Of(value, seconds, _hasher);
                kept |= Bind(ref user, listed, request, isOnly ? 0 : request.IndexOf(listed.Contact));
            }
        }

        return kept;
    }

    // Some registrars do not list what they have bound. What was asked for is the best that is known then.
    private uint ApplyRequest(scoped ref RegisteredUser user, scoped in RegisterRequest request)
    {
        var kept = request.IsWildcard ? 0 : uint.MaxValue;
        for (var index = 0; index < request.Count; index++)
        {
            var place = user.PlaceOf(request[index].Contact, _now);
            if (request[index].Seconds != 0)
            {
                kept |= Bind(ref user, request[index], request, index);
            }
            else if (place >= 0)
            {
                kept &= ~(1u << place);
            }
        }

        return kept;
    }

    private uint Bind(scoped ref RegisteredUser user, scoped in NamedContact listed, scoped in RegisterRequest request, int asked)
    {
        if (listed.Seconds == 0)
        {
            return 0;
        }

        var place = user.PlaceOf(listed.Contact, _now);
        place = place < 0 ? user.Add(listed.Contact) : place;
        ref var binding = ref user.At(place);
        binding.Contact = listed.Contact;
        binding.Expires = _now + TimeSpan.FromSeconds(listed.Seconds);
        if (asked >= 0)
        {
            binding.HasMoved = user.HasClientElsewhere(request.CallId, request[asked].Instance, _origin.Address, _now);
            binding.Claim(request, request[asked], _origin, _now);
            if (new DigestParameters(_message.ValueOf(SipHeaderId.AuthenticationInfo)).TryGet("nextnonce"u8, out var next) && !next.IsEmpty)
            {
                binding.Renew(_hasher.Hash(next));
            }
        }

        return 1u << place;
    }

    private bool IsSingle()
    {
        var values = new SipValues(_message.ValueOf(SipHeaderId.Contact));
        return !_message.IsRepeated(SipHeaderId.Contact) && values.MoveNext() && !values.MoveNext();
    }
}
