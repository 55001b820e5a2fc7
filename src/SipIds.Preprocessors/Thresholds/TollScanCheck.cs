using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4015: different numbers that one origin calls without getting a call up, as who looks for the prefix that lets calls out.</summary>
/// <remarks>Servers refuse such calls in many ways, or say nothing. What tells a scanner from a dialler is that nothing ever rings.</remarks>
internal sealed class TollScanCheck(ThresholdsOptions options, PreprocessorServices services, VainCalls calls, LimitShares shares, ReachedUsers reached)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4015, "toll-scan", Severity.High, EventAction.Drop,
        "One address called more different numbers at one server in `period` than `destinations` allows, or one IPv6 /48 twice as many, and got no call up: each failed before it rang, whatever the final response (403, 480, 484, 488, 503, 603), or nothing came back for 8 s. "
        + "Each of its calls that was answered in the last day allows ten more, and a password that was accepted there four times as many; peers are not counted. What is an extension-scan is reported as such alone.")
    {
        Title = "Scan for prefixes that let calls out",
        Classification = EventClass.AttemptedRecon,
        Drop = "New calls of that address to numbers that nobody reached in the last hour, with their retransmissions, while the count of the last `period` is over the limit: those of the names (From) that called most, and of all where the names are ever new. "
            + "Peers, users who proved themselves there and deliveries to registered phones are spared; so is an address that had a call answered, unless it acknowledged more failures than the limit. " + DropReach.Calls,
        Settings = ["destinations", "period", "peers", "standing_grace", "thresholds.adaptive", "thresholds.users", "thresholds.sources_tracked"],
        FalseAlarm = "A dialler whose first calls of the day all fail, or a trunk whose carrier is down: raise `destinations`, or add the trunk to `peers`.",
        Accuses = Accused.Asker,
    };

    private static readonly CountedQuantity s_quantity = new("destinations", "source", Event);

    private readonly KeyHasher _hasher = services.Hasher;

    /// <summary>Reports a call of an address that is over the line.</summary>
    /// <returns>Whether it scans.</returns>
    public bool InspectRequest(in SipPacket packet, in SourceKey source, Inspection inspection, bool isScan) =>
        packet.Message.Method is SipMethod.Invite && !calls.IsQuiet && Judge(packet, source, inspection, isScan);

    /// <summary>Takes in a response to a call outside dialogs, and reports the one that takes the count over the line. It is the server's and passes.</summary>
    public void InspectResponse(in SipPacket packet, in Transaction transaction, Inspection inspection, bool isScan)
    {
        var source = SourceKey.Of(transaction.Origin.Address, _hasher);
        if (calls.OnResponse(packet, source, transaction, inspection))
        {
            var asker = calls.AskerOf(source, transaction.Target);
            var count = calls.Count(asker, inspection.Now);
            var limit = VainCalls.Allowed(options.Destinations, transaction.Origin.Address, inspection);
            Measure(source, asker, count, limit, inspection);
            if (count > limit && !isScan)
            {
                Report(packet.Message.To.Uri.Text, source, asker, count, limit, inspection, isSpared: true);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Judge(in SipPacket packet, in SourceKey source, Inspection inspection, bool isScan)
    {
        var asker = calls.AskerOf(source, packet.Target);
        var count = calls.Count(asker, inspection.Now);
        var limit = VainCalls.Allowed(options.Destinations, packet.Origin.Address, inspection);
        Measure(source, asker, count, limit, inspection);
        if (count > limit && !isScan && !reached.Has(inspection.Call.UriKey, inspection.Now))
        {
            Report(packet.Message.RequestUri.Text, source, asker, count, limit, inspection, IsSpared(packet, asker, limit, inspection));
        }

        return count > limit;
    }

    private bool IsSpared(in SipPacket packet, StateKey asker, long limit, Inspection inspection)
    {
        var context = inspection.Call;
        return StandingRules.HasStanding(packet, context)
            || (context.Standing.WasAnswered(packet.Origin.Address, packet.Time) && calls.Acknowledged(asker, packet.Time) <= limit)
            || !shares.ExceedsInName(asker.With((ulong)Event.Sid), context.FromKey, options.Destinations, inspection);
    }

    private void Measure(in SourceKey source, StateKey asker, long count, long limit, Inspection inspection)
    {
        var measured = count - (limit - options.Destinations);
        if (inspection.IsMeasured && measured > 0)
        {
            Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
            inspection.Counted(s_quantity, asker, address[..source.Write(address)], measured, options.Destinations);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Report(ReadOnlySpan<byte> number, in SourceKey source, StateKey asker, long count, long limit, Inspection inspection, bool isSpared)
    {
        Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(address[..source.Write(address)]);
        detail.Add(" calls "u8);
        detail.Add(number);
        inspection.Report(Event, count, limit, default, detail.Text, asker, isSpared: isSpared);
    }
}
