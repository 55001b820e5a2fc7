using SipIds.Events;

namespace SipIds.Preprocessing;

/// <summary>Sees every report that the policy lets stand, also those of which the throttle makes no alert: for counting packets.</summary>
public interface IReportObserver
{
    /// <summary>Called for each report, in capture order.</summary>
    /// <param name="descriptor">What was reported.</param>
    /// <param name="severity">How bad it is here.</param>
    void OnReport(EventDescriptor descriptor, Severity severity);
}
