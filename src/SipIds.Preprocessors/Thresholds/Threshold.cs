using System.Runtime.CompilerServices;
using SipIds.Calls.Standings;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>One event's counts in a table that may be shared: counts a subject, reports each packet that is over the limit, and says whether the packet is spared.</summary>
internal sealed class Threshold(CountedQuantity quantity, int limit, TimeSpan period, BoundedTable<CountedWindow> table, LimitShares shares)
{
    private readonly ulong _mark = (ulong)quantity.Event.Sid;

    /// <summary>Tells it apart from another of the same event in the same table.</summary>
    public ulong Mark { init => _mark += value << 32; }

    /// <summary>Whether it counts for the user in whose name a request is sent.</summary>
    public bool IsOfSender { get; init; }

    /// <summary>How many times the setting the limit is.</summary>
    public int Factor { get; init; } = 1;

    /// <summary>How a request counts.</summary>
    public delegate OriginStanding StandingOf(in SipPacket packet, Calls.CallContext calls, long count, long limit);

    /// <summary>Counts one more for a subject that a text names.</summary>
    /// <param name="subject">Whom it is counted for.</param>
    /// <param name="name">What a person calls the subject.</param>
    /// <param name="packet">The request.</param>
    /// <param name="standingOf">How it counts; asked near the limit only.</param>
    /// <param name="inspection">The packet's.</param>
    public void Count(StateKey subject, ReadOnlySpan<byte> name, in SipPacket packet, StandingOf standingOf, Inspection inspection)
    {
        var count = Hit(subject, inspection.Now);
        inspection.Counted(quantity, subject, name, (count + Factor - 1) / Factor, limit / Factor);
        if (!LimitShares.IsFar(count, limit))
        {
            var spared = shares.Spares(subject.With(_mark), shares.HolderOf(packet.Origin.Address), standingOf(packet, inspection.Call, count, limit), count, limit, inspection, IsOfSender);
            Report(subject, count, name, spared, inspection);
        }
    }

    /// <summary>Counts one more for whomever a request is sent to.</summary>
    /// <remarks>To is a label; a request goes where the Request-URI says (RFC 3261 §8.1.1.2, §16.5). Behind a proxy the two differ and To is what the sender asked for.</remarks>
    public void CountTarget(in SipPacket packet, Inspection inspection)
    {
        var calls = inspection.Call;
        Count(calls.ToKey, packet.Message.To.Uri.Text, packet, StandingRules.AsCaller, inspection);
        if (calls.UriKey != calls.ToKey)
        {
            Count(calls.UriKey, packet.Message.RequestUri.Text, packet, StandingRules.AsCaller, inspection);
        }
    }

    /// <summary>Counts one more for a source, whose shares belong to whatever <paramref name="holder"/> says.</summary>
    public void Count(SourceKey source, in ShareHolder holder, in SipPacket packet, StandingOf standingOf, Inspection inspection)
    {
        var count = Hit(source.Key, inspection.Now);
        if (!LimitShares.IsFar(count, limit) || inspection.IsMeasured)
        {
            Name(source, holder, count, packet, standingOf, inspection);
        }
    }

    /// <summary>Takes in the repeat of a challenged request: no new one, and certainly its sender's own.</summary>
    public void Confirm(StateKey subject, ReadOnlySpan<byte> name, Inspection inspection)
    {
        var own = shares.Confirm(subject.With(_mark), inspection.Now);
        Report(subject, own, name, isSpared: false, inspection);
    }

    private long Hit(StateKey subject, Timestamp now)
    {
        ref var counted = ref table.GetOrAdd(subject.With(_mark), now, out _);
        counted.Expires = now + period;
        return counted.Window.Hit(now, period);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Name(SourceKey source, in ShareHolder holder, long count, in SipPacket packet, StandingOf standingOf, Inspection inspection)
    {
        Span<byte> text = stackalloc byte[SourceKey.MaxTextLength];
        var name = text[..source.Write(text)];
        inspection.Counted(quantity, source.Key, name, (count + Factor - 1) / Factor, limit / Factor);
        if (!LimitShares.IsFar(count, limit))
        {
            var spared = shares.Spares(source.Key.With(_mark), holder, standingOf(packet, inspection.Call, count, limit), count, limit, inspection);
            Report(source.Key, count, name, spared, inspection);
        }
    }

    private void Report(StateKey subject, long count, ReadOnlySpan<byte> name, bool isSpared, Inspection inspection)
    {
        if (count > limit)
        {
            ReportOver(subject, count, name, isSpared, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReportOver(StateKey subject, long count, ReadOnlySpan<byte> name, bool isSpared, Inspection inspection)
    {
        var since = table.GetOrAdd(subject.With(_mark), inspection.Now, out _).Window.Since(inspection.Now, period);
        inspection.Report(quantity.Event, count, limit, since, name, subject, isSpared: isSpared);
    }
}
