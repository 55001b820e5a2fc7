using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Calls.Registrations;

/// <summary>What a REGISTER asks for, kept until it is answered.</summary>
internal struct RegisterRequest : IEvictable<RegisterRequest>
{
    private const int Capacity = 4;

    private Contacts _contacts;
    private byte _count;

    public Timestamp Expires { get; set; }

    public readonly int Rank => 0;

    public StateKey CallId { get; private set; }

    public uint CSeq { get; private set; }

    /// <summary>Hash of what the client calls itself in its Via; 0 if that is a name.</summary>
    public int SentBy { get; private set; }

    /// <summary>Whose binding it touches without any proof; default for nobody's.</summary>
    public NetEndpoint Owner { get; set; }

    public StateKey Nonce { get; private set; }

    public long NonceCount { get; private set; }

    /// <summary>Hash of the response to the nonce; 0 if there is none.</summary>
    public ulong Response { get; private set; }

    public readonly bool HasCredentials => Nonce != default;

    /// <summary>Whether its credentials answer a challenge that was seen.</summary>
    public bool IsProven { get; set; }

    /// <summary>Whether it has its final response.</summary>
    public bool IsAnswered { get; set; }

    public bool IsWildcard { get; private set; }

    public readonly int Count => _count;

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public readonly ref readonly NamedContact this[int index] => ref _contacts[index];

    public static RegisterRequest Of(in SipMessage message, Timestamp expires, KeyHasher hasher)
    {
        var request = new RegisterRequest { Expires = expires, CallId = hasher.Hash(message.CallId), CSeq = message.CSeq.Number, SentBy = SentByOf(message) };
        var credentials = new DigestCredentials(DigestCredentials.LineOf(message));
        if (!credentials.Nonce.IsEmpty)
        {
            (request.Nonce, request.NonceCount, request.Response) = (hasher.Hash(credentials.Nonce), credentials.NonceCount, ResponseOf(credentials, hasher));
        }

        var seconds = NamedContact.SecondsOf(message);
        foreach (var line in message.All(SipHeaderId.Contact))
        {
            foreach (var value in new SipValues(line.Value))
            {
                request.Add(value, seconds, hasher);
            }
        }

        return request;
    }

    /// <summary>Hash of the response of credentials; 0 if they have none.</summary>
    public static ulong ResponseOf(DigestCredentials credentials, KeyHasher hasher) =>
        credentials.Response is { IsEmpty: false } response ? hasher.HashIgnoreCase(response).Low : 0;

    /// <summary>Whether another copy of it asks for the same.</summary>
    public readonly bool AsksTheSameAs(in RegisterRequest other)
    {
        var isSame = CallId == other.CallId && CSeq == other.CSeq && Nonce == other.Nonce && IsWildcard == other.IsWildcard && Count == other.Count;
        for (var index = 0; isSame && index < _count; index++)
        {
            isSame = _contacts[index] == other[index];
        }

        return isSame;
    }

    /// <summary>The index of a contact that it names; -1 if it does not.</summary>
    public readonly int IndexOf(ulong contact)
    {
        for (var index = 0; index < _count; index++)
        {
            if (_contacts[index].Contact == contact)
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Hash of what the client of a REGISTER calls itself in its Via; 0 if that is a name.</summary>
    public static int SentByOf(in SipMessage message) => Calls.SentBy.TryRead(message.BottomVia, out var said) ? said.GetHashCode() | 1 : 0;

    private void Add(ReadOnlySpan<byte> value, long seconds, KeyHasher hasher)
    {
        if (NamedContact.IsWildcard(value))
        {
            IsWildcard = true;
        }
        else if (_count < Capacity)
        {
            _contacts[_count++] = NamedContact.Of(value, seconds, hasher);
        }
    }

    [InlineArray(Capacity)]
    private struct Contacts
    {
        private NamedContact _first;
    }
}
