using System.Runtime.CompilerServices;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>One event's counts in a table that may be shared: counts a subject, and reports each packet that is over the limit.</summary>
internal sealed class Threshold(CountedQuantity quantity, int limit, TimeSpan period, BoundedTable<CountedWindow> table)
{
    private readonly ulong _mark = (ulong)quantity.Event.Sid;

    /// <summary>Counts one more for a subject that a text names.</summary>
    public void Count(StateKey subject, ReadOnlySpan<byte> name, Inspection inspection)
    {
        var count = Hit(subject, inspection.Now);
        inspection.Counted(quantity, subject, name, count, limit);
        if (count > limit)
        {
            Report(subject, count, name, inspection);
        }
    }

    /// <summary>Counts one more for a source.</summary>
    public void Count(SourceKey source, Inspection inspection)
    {
        var count = Hit(source.Key, inspection.Now);
        if (count > limit || inspection.IsMeasured)
        {
            Name(source, count, inspection);
        }
    }

    private long Hit(StateKey subject, Timestamp now)
    {
        ref var counted = ref table.GetOrAdd(subject.With(_mark), now, out _);
        counted.Expires = now + period;
        return counted.Window.Hit(now, period);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Name(SourceKey source, long count, Inspection inspection)
    {
        Span<byte> text = stackalloc byte[SourceKey.MaxTextLength];
        var name = text[..source.Write(text)];
        inspection.Counted(quantity, source.Key, name, count, limit);
        if (count > limit)
        {
            Report(source.Key, count, name, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Report(StateKey subject, long count, ReadOnlySpan<byte> name, Inspection inspection)
    {
        var since = table.GetOrAdd(subject.With(_mark), inspection.Now, out _).Window.Since(inspection.Now, period);
        inspection.Report(quantity.Event, count, limit, since, name, subject);
    }
}
