using SipIds.Packets;
using SipIds.State;

namespace SipIds.Preprocessors.Toll;

/// <summary>A dear call in progress.</summary>
internal struct TollCall : IEvictable<TollCall>
{
    /// <summary>Whose it is.</summary>
    public StateKey Account;

    /// <summary>In whose name it was made.</summary>
    public StateKey Caller;

    /// <summary>When it was answered; default before.</summary>
    public Timestamp Answered;

    /// <summary>The mark of its prefix.</summary>
    public int Mark;

    /// <summary>Whether it is certainly the account's: anybody could have written an INVITE in its name.</summary>
    public bool IsCertain;

    public Timestamp Expires { get; set; }

    public readonly int Rank => IsCertain ? 1 : 0;
}
