using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Calls.Standings;

/// <summary>What is known of one address.</summary>
internal struct OriginRecord : IEvictable<OriginRecord>
{
    private const int MaxPartners = 5;

    private Users _partners;
    private byte _partnerCount;

    /// <summary>Calls that it began or took and that were answered, in a day.</summary>
    public SlidingWindow Answered;

    /// <summary>Final responses that it acknowledged, in a period.</summary>
    public SlidingWindow Acknowledged;

    /// <summary>When it was first heard of.</summary>
    public Timestamp Since;

    /// <summary>Until when it counts as able to receive at this address.</summary>
    public Timestamp ReachableUntil;

    /// <summary>Until when some account has proved its password here.</summary>
    public Timestamp AccountUntil;

    /// <summary>Until when it is registered as some user's: calls to it are deliveries to a phone.</summary>
    public Timestamp RegisteredUntil;

    /// <summary>Whether our side began a call to it that was no delivery.</summary>
    public bool IsCalled;

    /// <summary>Until when it counts as a server that asks for passwords outside registrations.</summary>
    public Timestamp ChallengesUntil;

    /// <summary>The transaction that showed it.</summary>
    public ulong ChallengeProof;

    /// <summary>By which door its answers came in last; 0 while no door is known.</summary>
    public int Ingress;

    /// <summary>When it was last seen there.</summary>
    public Timestamp IngressSeen;

    public Timestamp Expires { get; set; }

    public readonly int Rank => _partnerCount + (AccountUntil == default ? 0 : 1) + (ReachableUntil == default ? 0 : 1);

    /// <summary>How many different users of ours it had answered calls with, five at the most.</summary>
    public readonly int Partners => _partnerCount;

    /// <summary>Takes note of a user of ours that it had an answered call with.</summary>
    public void AddPartner(ulong user)
    {
        for (var index = 0; index < _partnerCount; index++)
        {
            if (_partners[index] == user)
            {
                return;
            }
        }

        if (_partnerCount < MaxPartners)
        {
            _partners[_partnerCount++] = user;
        }
    }

    [InlineArray(MaxPartners)]
    private struct Users
    {
        private ulong _first;
    }
}
