using SipIds.Calls.Standings;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>A count of what one origin sends outside calls. Who belongs here has ten times the limit, counted for each user who proved to be there; peers are not counted.</summary>
/// <remarks>So a gateway, a presence server or an office is no flood for being large, and a stranger behind the same address has a stranger's limit.
/// What is certainly a user's own has a limit of its own, which nobody else can use up by forging the user's name and address.</remarks>
internal sealed class OriginThreshold(CountedQuantity quantity, int limit, TimeSpan period, KeyHasher hasher, BoundedTable<CountedWindow> sources, LimitShares shares)
{
    /// <summary>How many times as much is allowed to those who belong here.</summary>
    public const int Factor = 10;

    // A customer has as many /64s in an IPv6 /48 as anybody likes.
    private const int NetworkFactor = 2;

    private readonly Threshold _ofStrangers = new(quantity, limit, period, sources, shares);
    private readonly Threshold _ofNetwork = new(quantity, NetworkFactor * limit, period, sources, shares) { Factor = NetworkFactor, Mark = 3 };
    private readonly Threshold _ofKnown = new(quantity, Factor * limit, period, sources, shares) { Factor = Factor, Mark = 1 };
    private readonly Threshold _certain = new(quantity, Factor * limit, period, sources, shares) { Factor = Factor, Mark = 2 };

    /// <summary>Counts a new request.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="apart">What is counted apart from the rest of the source; default for nothing.</param>
    /// <param name="packet">The request.</param>
    /// <param name="inspection">The packet's.</param>
    public void Count(in SourceKey source, StateKey apart, in SipPacket packet, Inspection inspection)
    {
        var (calls, origin) = (inspection.Call, packet.Origin.Address);
        if (calls.Standing.IsPeer(origin, inspection.Now))
        {
            return;
        }

        var holder = new ShareHolder(calls.FromKey, calls.FromKey);
        if (StandingRules.HasStanding(packet, calls))
        {
            (Standing.IsOwn(packet, calls) ? _certain : _ofKnown).Count(Apart(source, apart.With(calls.UserKey)), holder, packet, StandingRules.AsUser, inspection);
        }
        else if (calls.Standing.AsCaller(packet, calls, 0, long.MaxValue) is not OriginStanding.Stranger)
        {
            _ofKnown.Count(Apart(source, apart), holder, packet, StandingRules.AsCaller, inspection);
        }
        else
        {
            _ofStrangers.Count(Apart(source, apart), holder, packet, StandingRules.AsCaller, inspection);
            if (!source.Host.IsIPv4)
            {
                _ofNetwork.Count(Apart(SourceKey.NetworkOf(source.Host, hasher), apart), holder, packet, StandingRules.AsCaller, inspection);
            }
        }
    }

    private static SourceKey Apart(in SourceKey source, StateKey apart) => source with { Key = source.Key.With(apart) };
}
