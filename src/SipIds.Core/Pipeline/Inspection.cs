using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Packets;

namespace SipIds.Pipeline;

/// <summary>What preprocessors say of one packet. One object, used again for every packet.</summary>
public sealed class Inspection
{
    /// <summary>The most different events that one packet can raise; more are counted in <see cref="Overflow"/>.</summary>
    public const int MaxReports = 32;

    private readonly Report[] _reports = new Report[MaxReports];

    /// <summary>How many events the packet raised.</summary>
    public int Count { get; private set; }

    /// <summary>How many reports found no room, in all.</summary>
    public long Overflow { get; private set; }

    /// <summary>The packets' clock.</summary>
    public Timestamp Now { get; private set; }

    internal Span<Report> Reports => _reports.AsSpan(0, Count);

    /// <summary>Reports an event of the packet being inspected. A second report of the same event says nothing new and is ignored.</summary>
    /// <param name="descriptor">One of the events in the preprocessor's <see cref="PreprocessorInfo.Events"/>.</param>
    /// <param name="detail">What a person must be shown; cut after <see cref="Alert.MaxDetailLength"/> bytes.</param>
    public void Report(EventDescriptor descriptor, ReadOnlySpan<byte> detail = default) => Report(descriptor, 0, 0, default, detail);

    /// <summary>Reports that a count is over its limit. Every packet over the line is to be reported; few become alerts.</summary>
    /// <param name="descriptor">One of the events in the preprocessor's <see cref="PreprocessorInfo.Events"/>.</param>
    /// <param name="count">How many there were in the period, this one included.</param>
    /// <param name="limit">How many are allowed.</param>
    /// <param name="since">When the first of those counted was seen.</param>
    /// <param name="detail">Whom or what it was counted for.</param>
    public void Report(EventDescriptor descriptor, long count, long limit, Timestamp since, ReadOnlySpan<byte> detail)
    {
        foreach (ref readonly var earlier in Reports)
        {
            if (ReferenceEquals(earlier.Event, descriptor))
            {
                return;
            }
        }

        if (Count == MaxReports)
        {
            Overflow++;
            return;
        }

        ref var report = ref _reports[Count++];
        report.Event = descriptor;
        report.Count = count;
        report.Limit = limit;
        report.Since = since;
        report.Action = EventAction.Alert;
        var length = Math.Min(detail.Length, Alert.MaxDetailLength);
        report.DetailLength = length;
        detail[..length].CopyTo(report.Detail);
    }

    internal void Begin(Timestamp now)
    {
        Count = 0;
        Now = now;
    }

    /// <summary>Forgets the report at <paramref name="index"/>; the last takes its place.</summary>
    internal void RemoveAt(int index) => _reports[index] = _reports[--Count];
}

/// <summary>One event of one packet, before and after the policy's decision.</summary>
internal struct Report
{
    public EventDescriptor Event;
    public EventAction Action;
    public long Count;
    public long Limit;
    public Timestamp Since;
    public int DetailLength;
    public DetailText Detail;

    [InlineArray(Alert.MaxDetailLength)]
    internal struct DetailText
    {
        private byte _first;
    }
}
