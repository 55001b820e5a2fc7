using SipIds.Packets;
using SipIds.State;

namespace SipIds.Core.Tests.State;

/// <summary>A value with a number, a life and a rank.</summary>
internal struct Numbered : IEvictable<Numbered>
{
    public int Number;

    public Timestamp Expires { get; set; }

    public int Rank { get; set; }
}
