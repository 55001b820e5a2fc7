using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls.Registrations;

/// <summary>What a REGISTER aims at: the bindings of a user that it touches and that were made from elsewhere, and what it does to them.</summary>
internal ref struct RegisterAim
{
    private readonly ref readonly RegisteredUser _user;
    private readonly KeyHasher _hasher;
    private uint _devices;

    private RegisterAim(ref readonly RegisteredUser user, KeyHasher hasher)
    {
        _user = ref user;
        _hasher = hasher;
    }

    /// <summary>A bit for each binding that it touches.</summary>
    public uint Touched { get; private set; }

    /// <summary>Whether it removes a Contact, or all.</summary>
    public bool Removes { get; private set; }

    /// <summary>Whether it binds a Contact.</summary>
    public bool Binds { get; private set; }

    /// <summary>Whether it binds a Contact at the address that it comes from, or at one behind NAT: the device that sends it has its place there.</summary>
    public bool BindsSender { get; private set; }

    /// <summary>Hash of the <c>+sip.instance</c> that it binds last; 0 for none.</summary>
    public ulong Instance { get; private set; }

    /// <summary>Hash of its Call-ID.</summary>
    public StateKey CallId { get; private set; }

    public static RegisterAim Of(scoped in SipPacket packet, ref readonly RegisteredUser user, KeyHasher hasher)
    {
        var message = packet.Message;
        var aim = new RegisterAim(in user, hasher) { CallId = hasher.Hash(message.CallId) };
        for (var place = 0; place < RegisteredUser.Capacity; place++)
        {
            aim.Touched |= user[place].CallId == aim.CallId && message.CSeq.Number > user[place].CSeq ? 1u << place : 0;
        }

        var seconds = NamedContact.SecondsOf(message);
        foreach (var line in message.All(SipHeaderId.Contact))
        {
            foreach (var value in new SipValues(line.Value))
            {
                aim.Add(value, seconds, packet.Origin.Address);
            }
        }

        aim.Touched = (aim.Touched | aim._devices) & aim.OthersThan(packet);
        return aim;
    }

    private void Add(scoped ReadOnlySpan<byte> value, long seconds, NetAddress sender)
    {
        if (NamedContact.IsWildcard(value))
        {
            Touched |= seconds == 0 ? uint.MaxValue : 0;
            Removes |= seconds == 0;
            return;
        }

        var contact = NamedContact.Of(value, seconds, _hasher);
        Removes |= contact.Seconds == 0;
        Binds |= contact.Seconds != 0;
        Instance = contact.Seconds != 0 ? contact.Instance : Instance;

        // Who names the address that he is at takes nothing from anybody: a binding of others that names it was never theirs.
        var isOwn = NetAddress.TryParse(NameAddress.Parse(value, out var parts).Uri.Host, out var host) && host == sender;
        BindsSender |= contact.Seconds != 0 && (isOwn || Neighbourhood.IsPrivate(host));
        for (var place = 0; place < RegisteredUser.Capacity; place++)
        {
            Touched |= !isOwn && _user[place].IsContact(contact.Contact) ? 1u << place : 0;
            _devices |= contact.Instance != 0 && contact.Instance == _user[place].Instance ? 1u << place : 0;
        }
    }

    private readonly uint OthersThan(scoped in SipPacket packet)
    {
        var sentBy = packet.Transport is Transport.Udp ? RegisterRequest.SentByOf(packet.Message) : 0;
        var others = 0u;
        for (var place = 0; place < RegisteredUser.Capacity; place++)
        {
            ref readonly var binding = ref _user[place];
            if (binding.IsLive(packet.Time))
            {
                // A device that was restarted behind its NAT is still the same.
                others |= !binding.IsOf(packet.Origin.Address) || ((_devices & (1u << place)) == 0 && binding.IsNeighbour(packet.Origin, sentBy)) ? 1u << place : 0;
            }
        }

        return others;
    }
}
