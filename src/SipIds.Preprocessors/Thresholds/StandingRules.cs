using SipIds.Calls;
using SipIds.Calls.Standings;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>How a request counts against a limit, by what the limit is of.</summary>
internal static class StandingRules
{
    /// <summary>Against the limit of the user in whose name it is sent.</summary>
    public static readonly Threshold.StandingOf AsUser = (in SipPacket packet, CallContext calls, long count, long limit) => calls.Standing.AsUser(packet, calls, count, limit);

    /// <summary>Against the limit of whomever it is sent to.</summary>
    public static readonly Threshold.StandingOf AsCaller = (in SipPacket packet, CallContext calls, long count, long limit) => calls.Standing.AsCaller(packet, calls, count, limit);

    /// <summary>Against the limit of a call: its two sides come before others, and what they send themselves is held against them.</summary>
    public static readonly Threshold.StandingOf AsParty = (in SipPacket packet, CallContext calls, long count, long limit) =>
        IsOfParty(packet, calls) ? OriginStanding.Own : OriginStanding.Stranger;

    /// <summary>Against a limit of messages that end calls: one that fits a call ends that call, and whether it comes from a party of it is judged by itself.</summary>
    public static readonly Threshold.StandingOf AsEnder = (in SipPacket packet, CallContext calls, long count, long limit) =>
        calls is { IsInDialog: true, HasCall: true, TagsMatch: true } || IsOfParty(packet, calls) ? OriginStanding.Spared : OriginStanding.Stranger;

    /// <summary>Whether the origin of a request is a peer, or the user in whose name it is sent proved to be there: what anybody could have forged is not held against them.</summary>
    public static bool HasStanding(in SipPacket packet, CallContext calls) => calls.Standing.AsUser(packet, calls, 0, long.MaxValue) is not OriginStanding.Stranger;

    private static bool IsOfParty(in SipPacket packet, CallContext calls) =>
        calls.IsInDialog
            ? calls.HasCall && calls.TagsMatch && (calls.Call.Caller.HasAddress(packet.Origin.Address) || calls.Call.Callee.HasAddress(packet.Origin.Address))
            : calls.HasTransaction && calls.Transaction.Source.Address == packet.Source.Address;
}
