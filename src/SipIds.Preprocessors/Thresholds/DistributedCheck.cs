using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Pipeline;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4013: different sources that send INVITE or REGISTER to one user. The To URI is the target: a registrar serves many sources, a user few.</summary>
internal sealed class DistributedCheck(ThresholdsOptions options, TimeSpan period)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4013, "distributed-flood", Severity.High, EventAction.Alert,
        "More different source addresses, or IPv6 /64s, sent INVITE or REGISTER to one To URI in `period` than `sources` allows: a flood or password guessing from many hosts, or with forged sources.");

    private readonly DistinctCounter _sources = new(options.Targets, options.Sources, period);

    /// <summary>Counts the source of a new INVITE or REGISTER.</summary>
    public void Inspect(in SipMessage message, in SourceKey source, Inspection inspection)
    {
        if (_sources.Add(inspection.Calls.ToKey, source.Key, inspection.Now) is var count && count > options.Sources)
        {
            Report(message, count, inspection);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Report(in SipMessage message, long count, Inspection inspection) =>
        inspection.Report(Event, count, options.Sources, default, message.To.Uri.Text, inspection.Calls.ToKey);
}
