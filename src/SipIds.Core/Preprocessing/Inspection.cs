using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline.Verdicts;
using SipIds.State;

namespace SipIds.Preprocessing;

/// <summary>What preprocessors say of one packet. One object, used again for every packet.</summary>
public sealed class Inspection
{
    /// <summary>The most different events that one packet can raise; more are counted in <see cref="Overflow"/>.</summary>
    public const int MaxReports = 32;

    private readonly Report[] _reports = new Report[MaxReports];
    private bool _isClosed;

    internal Inspection()
    {
    }

    /// <summary>How many events the packet raised.</summary>
    public int Count { get; private set; }

    /// <summary>What the call table knows of the message. For preprocessors of the call stage.</summary>
    /// <exception cref="InvalidOperationException">The message has not been looked up: the preprocessor is of the message stage, or the packet has no message.</exception>
    public CallContext Call => Known ?? throw new InvalidOperationException("Only preprocessors of the call stage know a message's call, and only of packets with a message.");

    /// <summary>What the call table knows of the message; null while it has not been looked up.</summary>
    internal CallContext? Known { get; set; }

    /// <summary>How many reports found no room, in all.</summary>
    public long Overflow { get; private set; }

    /// <summary>The packets' clock.</summary>
    public Timestamp Now { get; private set; }

    /// <summary>Whether somebody measures what is counted (<see cref="ICountObserver"/>), so that it is worth saying.</summary>
    public bool IsMeasured => !CountObservers.IsEmpty;

    /// <summary>The events that there are; null where nobody has said so.</summary>
    internal EventCatalogue? Events { get; set; }

    internal IsolatedSet<ICountObserver> CountObservers { get; set; } = new();

    internal Span<Report> Reports => _reports.AsSpan(0, Count);

    /// <summary>Reports an event of the packet being inspected. A second report of the same event says nothing new unless it is a worse form than the first; one from <see cref="IPreprocessor.Observe"/>, after the verdict, says nothing at all.</summary>
    /// <param name="descriptor">One of the events in the preprocessor's <see cref="PreprocessorInfo.Events"/>.</param>
    /// <param name="detail">What a person must be shown; cut after <see cref="Alert.MaxDetailLength"/> bytes.</param>
    public void Report(EventDescriptor descriptor, ReadOnlySpan<byte> detail = default) =>
        Add(descriptor, descriptor.Severity, default, detail);

    /// <summary>Reports the mild form of an event, for what the standard allows and implementations still read differently: severity 3, and no drop unless <c>events:</c> names one.</summary>
    /// <param name="descriptor">One of the events in the preprocessor's <see cref="PreprocessorInfo.Events"/>.</param>
    /// <param name="detail">What a person must be shown; cut after <see cref="Alert.MaxDetailLength"/> bytes.</param>
    public void Notice(EventDescriptor descriptor, ReadOnlySpan<byte> detail = default) => Add(descriptor, Severity.Low, default, detail);

    /// <summary>Reports the severe form of an event that is mostly harmless: one severity worse, and dropped unless <c>events:</c> names another action.</summary>
    /// <param name="descriptor">One of the events in the preprocessor's <see cref="PreprocessorInfo.Events"/>.</param>
    /// <param name="detail">What a person must be shown; cut after <see cref="Alert.MaxDetailLength"/> bytes.</param>
    public void Alarm(EventDescriptor descriptor, ReadOnlySpan<byte> detail = default) =>
        Add(descriptor, descriptor.Severity is Severity.High ? Severity.High : descriptor.Severity - 1, default, detail);

    /// <summary>Reports that a count is over its limit. Every packet over the line is to be reported; few become alerts (<see cref="AlertThrottle"/>).</summary>
    /// <param name="descriptor">One of the events in the preprocessor's <see cref="PreprocessorInfo.Events"/>.</param>
    /// <param name="count">How many there were in the period, this one included.</param>
    /// <param name="limit">How many are allowed.</param>
    /// <param name="since">When the first of those counted was seen; default where that is not known.</param>
    /// <param name="detail">Whom or what it was counted for.</param>
    /// <param name="subject">The key of whom or what it was counted for: alerts of one event are throttled for each subject by itself. The default is one subject for the whole event.</param>
    /// <param name="window">Over how long it is counted, where that is longer than <c>period</c>: the doublings of one subject begin anew when it was silent for so long.</param>
    /// <param name="isSpared">Whether the packet passes all the same, because its sender's share is not what exceeds the limit.</param>
    public void Report(
        EventDescriptor descriptor, long count, long limit, Timestamp since, ReadOnlySpan<byte> detail, StateKey subject = default, TimeSpan window = default, bool isSpared = false) =>
        Add(descriptor, descriptor.Severity, new() { Count = count, Limit = limit, Since = since, Subject = subject, Window = window, IsSpared = isSpared }, detail);

    /// <summary>The mild form of <see cref="Report(EventDescriptor, long, long, Timestamp, ReadOnlySpan{byte}, StateKey, TimeSpan, bool)"/>: severity 3, and no drop unless <c>events:</c> names one.</summary>
    /// <inheritdoc cref="Report(EventDescriptor, long, long, Timestamp, ReadOnlySpan{byte}, StateKey, TimeSpan, bool)"/>
    public void Notice(EventDescriptor descriptor, long count, long limit, Timestamp since, ReadOnlySpan<byte> detail, StateKey subject = default) =>
        Add(descriptor, Severity.Low, new() { Count = count, Limit = limit, Since = since, Subject = subject }, detail);

    /// <summary>Says what was counted, over the limit or not, to those who measure. To be said of every count, whatever is reported.</summary>
    /// <param name="quantity">What is counted.</param>
    /// <param name="subject">Whom it is counted for.</param>
    /// <param name="name">What a person calls the subject.</param>
    /// <param name="count">How many there were: the smallest limit that would not have been passed.</param>
    /// <param name="limit">The limit that holds.</param>
    public void Counted(CountedQuantity quantity, StateKey subject, ReadOnlySpan<byte> name, long count, long limit)
    {
        if (!CountObservers.IsEmpty)
        {
            Show(new() { Quantity = quantity, Subject = subject, Name = name, Count = count, Limit = limit });
        }
    }

    internal void Begin(Timestamp now)
    {
        Count = 0;
        Now = now;
        Known = null;
        _isClosed = false;
    }

    /// <summary>Forgets what was reported: it was said when the first copy of the message came.</summary>
    internal void Clear() => Count = 0;

    /// <summary>Takes no more reports of this packet: its verdict stands.</summary>
    internal void Close() => _isClosed = true;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Show(in SubjectCount count)
    {
        foreach (ref readonly var observer in CountObservers.Members)
        {
            try
            {
                observer.Value.OnCount(count, this);
            }
            catch (Exception fault)
            {
                observer.Charge(fault);
            }
        }
    }

    private void Add(EventDescriptor descriptor, Severity severity, in ReportedCount count, ReadOnlySpan<byte> detail)
    {
        if (_isClosed)
        {
            return;
        }

        var index = IndexOf(descriptor);
        if (index < Count && _reports[index].Severity <= severity)
        {
            // Two counts of one event: the packet is spared only if neither is its sender's doing.
            _reports[index].Counted.IsSpared &= count.IsSpared;
            return;
        }

        if (Events is not null && !Events.Contains(descriptor))
        {
            throw new InvalidOperationException($"the event {descriptor.Name} was reported, and nobody has declared it");
        }

        if (index == MaxReports)
        {
            Overflow++;
            return;
        }

        Count = Math.Max(Count, index + 1);
        ref var report = ref _reports[index];
        report.Event = descriptor;
        report.Severity = severity;
        report.Counted = count;
        var length = Math.Min(detail.Length, Alert.MaxDetailLength);
        report.DetailLength = length;
        detail[..length].CopyTo(report.Detail);
    }

    private int IndexOf(EventDescriptor descriptor)
    {
        var index = 0;
        while (index < Count && !ReferenceEquals(_reports[index].Event, descriptor))
        {
            index++;
        }

        return index;
    }
}
