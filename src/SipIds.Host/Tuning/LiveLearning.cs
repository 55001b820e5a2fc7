using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Tuning;

namespace SipIds.Host.Tuning;

/// <summary>Limits from live traffic: measures for so long, then reports and writes its proposals once. It changes nothing that runs.</summary>
/// <param name="request">The settings that run, and where the proposals go.</param>
/// <param name="duration">How long is measured.</param>
/// <param name="report">Where the table and the reasons are written.</param>
internal sealed class LiveLearning(ProposalRequest request, TimeSpan duration, TextWriter report)
{
    private readonly CountLearner _learner = new(request.Sensor.Settings.Pipeline.Period);
    private Timestamp _started;
    private Timestamp _last;

    /// <summary>What the pipeline shows its counts to.</summary>
    public ICountObserver Observer => _learner;

    /// <summary>Where the configuration with the proposals goes; null for nowhere.</summary>
    public string? OutputPath => request.OutputPath;

    /// <summary>How long is measured.</summary>
    public TimeSpan Duration => duration;

    /// <summary>Whether the proposals were made.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Looks at the clock now and then.</summary>
    /// <returns>Whether it is time for the proposals.</returns>
    public bool IsDue(Timestamp now)
    {
        _started = _started == default ? now : _started;
        _last = now;
        return !IsFinished && now - _started >= duration;
    }

    /// <summary>Makes the proposals with what was measured so far. Not to be called while a packet is processed.</summary>
    public IReadOnlyList<LimitProposal> Propose()
    {
        IsFinished = true;
        return request.Propose(_learner, _last - _started);
    }

    /// <summary>Writes the proposals.</summary>
    public void Write(IReadOnlyList<LimitProposal> proposals) => ProposalReport.Write(report, request, proposals, _last - _started);
}
