using SipIds.Calls.Standings;
using SipIds.Pipeline;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>A count of what one origin sends outside calls. Who belongs here has ten times the limit, counted for each user who proved to be there; peers are not counted.</summary>
/// <remarks>What is certainly such a user's own has a limit of its own, which nobody else can use up by forging the user's name and address.
/// So a gateway, a presence server or an office is no flood for being large, and a stranger behind the same address has a stranger's limit.</remarks>
internal sealed class OriginThreshold(CountedQuantity quantity, int limit, TimeSpan period, BoundedTable<CountedWindow> sources, LimitShares shares)
{
    /// <summary>How many times as much is allowed to those who belong here.</summary>
    public const int Factor = 10;

    private readonly Threshold _ofStrangers = new(quantity, limit, period, sources, shares);
    private readonly Threshold _ofKnown = new(quantity, Factor * limit, period, sources, shares) { Factor = Factor, Mark = 1 };
    private readonly Threshold _certain = new(quantity, Factor * limit, period, sources, shares) { Factor = Factor, Mark = 2 };

    /// <summary>Counts a new request.</summary>
    /// <param name="source">Where it comes from.</param>
    /// <param name="packet">The request.</param>
    /// <param name="inspection">The packet's.</param>
    public void Count(in SourceKey source, in SipPacket packet, Inspection inspection)
    {
        var (calls, origin) = (inspection.Calls, packet.Origin.Address);
        if (calls.Standing.IsPeer(origin, inspection.Now))
        {
            return;
        }

        var holder = new ShareHolder(calls.FromKey, calls.FromKey);
        if (StandingRules.HasStanding(packet, calls))
        {
            (Standing.IsOwn(packet, calls) ? _certain : _ofKnown).Count(source with { Key = source.Key.With(calls.UserKey) }, holder, packet, StandingRules.AsUser, inspection);
        }
        else if (calls.Standing.AsCaller(packet, calls, 0, long.MaxValue) is not OriginStanding.Stranger)
        {
            _ofKnown.Count(source, holder, packet, StandingRules.AsCaller, inspection);
        }
        else
        {
            _ofStrangers.Count(source, holder, packet, StandingRules.AsCaller, inspection);
        }
    }
}
