using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls.Registrations;

/// <summary>The bindings of one address-of-record: up to eight; of more, those that lapse first give way.</summary>
public struct RegisteredUser : IEvictable<RegisteredUser>
{
    /// <summary>How many bindings there is room for.</summary>
    public const int Capacity = 8;

    private Bindings _bindings;

    /// <summary>When the last binding lapses.</summary>
    public Timestamp Expires { get; internal set; }

    /// <inheritdoc/>
    public readonly int Rank => 1;

    /// <summary>The binding at a place from 0 to <see cref="Capacity"/> − 1, which may be empty or lapsed.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public readonly ref readonly Binding this[int place] => ref _bindings[place];

    /// <summary>Whether a live binding was registered from another address and port than this.</summary>
    public readonly bool HasOthersThan(NetEndpoint origin, Timestamp now)
    {
        for (var place = 0; place < Capacity; place++)
        {
            if (_bindings[place].IsLive(now) && _bindings[place].Origin != origin)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a live binding was made with a password from this address.</summary>
    internal readonly bool HasProven(NetAddress address, Timestamp now)
    {
        for (var place = 0; place < Capacity; place++)
        {
            ref readonly var binding = ref _bindings[place];
            if (binding.IsProven && binding.IsLive(now) && binding.Origin.Address == address)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a live binding that was made elsewhere goes on from this address.</summary>
    internal readonly bool HasMovedTo(NetAddress address, Timestamp now)
    {
        for (var place = 0; place < Capacity; place++)
        {
            ref readonly var binding = ref _bindings[place];
            if (binding.HasMoved && binding.IsLive(now) && binding.Origin.Address == address)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a client, known by its Call-ID and instance, has a binding from another address than this.</summary>
    internal readonly bool HasClientElsewhere(StateKey callId, ulong instance, NetAddress address, Timestamp now)
    {
        for (var place = 0; place < Capacity; place++)
        {
            ref readonly var binding = ref _bindings[place];
            if (binding.IsLive(now) && binding.CallId == callId && binding.Instance == instance && (binding.HasMoved || !binding.IsOf(address)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a live binding was made from this address before a moment.</summary>
    internal readonly bool WasBound(NetAddress address, Timestamp moment, Timestamp now)
    {
        for (var place = 0; place < Capacity; place++)
        {
            ref readonly var binding = ref _bindings[place];
            if (binding.IsLive(now) && binding.Origin.Address == address && binding.Since < moment)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a live binding was made from an address of a side of a call.</summary>
    internal readonly bool IsAt(in CallParty side, Timestamp now)
    {
        for (var place = 0; place < Capacity; place++)
        {
            if (_bindings[place].IsLive(now) && side.HasAddress(_bindings[place].Origin.Address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a binding was made with this response to a challenge.</summary>
    /// <param name="response">Hash of the response.</param>
    internal readonly bool HasAnswered(ulong response)
    {
        for (var place = 0; place < Capacity; place++)
        {
            if (_bindings[place].Response == response)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a binding was made with a password and this nonce, which a client goes on with from wherever it moves to.</summary>
    internal readonly bool HasProven(StateKey nonce)
    {
        for (var place = 0; place < Capacity; place++)
        {
            if (_bindings[place].IsProven && _bindings[place].Nonce == nonce)
            {
                return true;
            }
        }

        return false;
    }

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    internal ref Binding At(int place) => ref _bindings[place];

    /// <summary>The place of a contact's live binding; -1 if it has none.</summary>
    internal readonly int PlaceOf(ulong contact, Timestamp now)
    {
        for (var place = 0; place < Capacity; place++)
        {
            if (_bindings[place].IsLive(now) && _bindings[place].IsContact(contact))
            {
                return place;
            }
        }

        return -1;
    }

    /// <summary>The place of a new binding: an empty one, or that of the binding that lapses first.</summary>
    internal int Add(ulong contact)
    {
        var chosen = 0;
        for (var place = 1; place < Capacity; place++)
        {
            chosen = _bindings[place].Expires < _bindings[chosen].Expires ? place : chosen;
        }

        _bindings[chosen] = new() { Contact = contact };
        return chosen;
    }

    /// <summary>Removes the bindings whose bits are not set, and says when the last of the others lapses.</summary>
    internal void Keep(uint places)
    {
        Expires = default;
        for (var place = 0; place < Capacity; place++)
        {
            if ((places & (1u << place)) == 0)
            {
                _bindings[place] = default;
            }

            Expires = Expires < _bindings[place].Expires ? _bindings[place].Expires : Expires;
        }
    }

    [InlineArray(Capacity)]
    private struct Bindings
    {
        private Binding _first;
    }
}
