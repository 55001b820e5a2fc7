using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4021: users and numbers that one origin asks for in vain over a day, too slowly for 4012 and 4015.</summary>
/// <remarks>Reported is the request that would be one too many, so that the sensor need not wait for its answer.</remarks>
internal sealed class SlowScanCheck(ThresholdsOptions options, SlowUsers users, LimitShares shares, ReachedUsers reached)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4021, "slow-scan", Severity.Medium, EventAction.Drop,
        "One address without a success asked one server for more different users or numbers in `slow_period` than `slow_unknown_users` allows that were not found (400, 404, 410, 604), for which it was challenged and did not answer, "
        + "or that got no call up (toll-scan); by SUBSCRIBE and OPTIONS for eight times as many, from one IPv6 /48 for twice as many. A password that was accepted there is a success; each call that was answered in the last day allows ten more.")
    {
        Title = "Slow scan for users or numbers",
        Classification = EventClass.AttemptedRecon,
        Drop = "Requests of that address outside calls to users whom nobody reached in the last hour, with their retransmissions, while the count of the last `slow_period` is at the limit: those of the names (From) that asked most, and of all where the names are ever new. "
            + "Peers and users who proved themselves there are spared, and so is an address where a call was answered. " + DropReach.Calls,
        Settings = ["slow_unknown_users", "slow_period", "peers", "standing_grace", "thresholds.users", "thresholds.sources_tracked"],
        FalseAlarm = "A server that calls without a password and gets hardly any call up: add it to `peers`, or raise `slow_unknown_users`.",
        Accuses = Accused.Asker,
    };

    private static readonly CountedQuantity s_quantity = new("slow_unknown_users", "source", Event) { IsSlow = true };

    /// <summary>Reports a request that would be one too many.</summary>
    /// <param name="packet">A request outside dialogs.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="inspection">The packet's.</param>
    /// <param name="isScan">Whether a scan that is not slow was reported.</param>
    public void InspectRequest(in SipPacket packet, in SourceKey source, Inspection inspection, bool isScan)
    {
        if (!users.IsQuiet)
        {
            Judge(packet, source, inspection, isScan);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Judge(in SipPacket packet, in SourceKey source, Inspection inspection, bool isScan)
    {
        var (context, method, origin, now) = (inspection.Call, packet.Message.Method, packet.Origin.Address, inspection.Now);
        var factor = UnknownUsers.IsOfBook(method) ? UnknownUsers.BookFactor : 1;
        var asker = users.AskerOf(source, method, packet.Target);
        var count = users.Count(asker, now);
        var limit = VainCalls.Allowed(factor * options.SlowUnknownUsers, origin, inspection);
        Measure(source, asker, (count - (limit - (factor * options.SlowUnknownUsers))) / factor, inspection);
        if (count < limit || isScan || context.Standing.HasAccount(origin, now) || context.Standing.IsPeer(origin, now)
            || reached.Has(ExtensionScanCheck.AskedUser(method, context.ToKey, context.UriKey), now))
        {
            return;
        }

        var isSpared = StandingRules.HasStanding(packet, context)
            || context.Standing.WasAnswered(origin, now)
            || !shares.ExceedsInName(asker.With((ulong)Event.Sid), context.FromKey, factor * options.SlowUnknownUsers, inspection);
        Report(ExtensionScanCheck.AskedUri(packet.Message, method).Text, source, asker, count + 1, limit, inspection, isSpared);
    }

    private void Measure(in SourceKey source, StateKey asker, long measured, Inspection inspection)
    {
        if (inspection.IsMeasured && measured > 0)
        {
            Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
            inspection.Counted(s_quantity, asker, address[..source.Write(address)], measured, options.SlowUnknownUsers);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Report(ReadOnlySpan<byte> user, in SourceKey source, StateKey asker, long count, long limit, Inspection inspection, bool isSpared)
    {
        Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(address[..source.Write(address)]);
        detail.Add(" asks for "u8);
        detail.Add(user);
        inspection.Report(Event, count, limit, default, detail.Text, asker, options.SlowPeriod, isSpared);
    }
}
