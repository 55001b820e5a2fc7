using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>One event's counts in a table that may be shared: counts a subject, and reports each packet that is over the limit.</summary>
internal sealed class Threshold(EventDescriptor descriptor, int limit, TimeSpan period, BoundedTable<CountedWindow> table)
{
    private readonly ulong _mark = (ulong)descriptor.Sid;

    /// <summary>Counts one more for a subject that a text names.</summary>
    public void Count(StateKey subject, ReadOnlySpan<byte> name, Inspection inspection)
    {
        if (Hit(subject, inspection.Now) is var count && count > limit)
        {
            Report(subject, count, name, inspection);
        }
    }

    /// <summary>Counts one more for a source.</summary>
    public void Count(SourceKey source, Inspection inspection)
    {
        if (Hit(source.Key, inspection.Now) is var count && count > limit)
        {
            Span<byte> name = stackalloc byte[SourceKey.MaxTextLength];
            Report(source.Key, count, name[..source.Write(name)], inspection);
        }
    }

    private long Hit(StateKey subject, Timestamp now)
    {
        ref var counted = ref table.GetOrAdd(subject.With(_mark), now, out _);
        counted.Expires = now + period;
        return counted.Window.Hit(now, period);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Report(StateKey subject, long count, ReadOnlySpan<byte> name, Inspection inspection)
    {
        var since = table.GetOrAdd(subject.With(_mark), inspection.Now, out _).Window.Since(inspection.Now, period);
        inspection.Report(descriptor, count, limit, since, name, subject);
    }
}
