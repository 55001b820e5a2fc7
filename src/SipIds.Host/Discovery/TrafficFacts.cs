using SipIds.Host.Discovery.Survey;
using SipIds.Options;

namespace SipIds.Host.Discovery;

/// <summary>What was measured, and what it is held against.</summary>
internal sealed record TrafficFacts
{
    public required TrafficSurvey Survey { get; init; }

    /// <summary>The settings as they are.</summary>
    public required PipelineOptions Settings { get; init; }

    /// <summary>The names of the interfaces that are told apart.</summary>
    public IReadOnlyDictionary<int, string> Doors { get; init; } = new Dictionary<int, string>();

    /// <summary>Whether the names are those of interfaces of this host, so that they can stand in <c>sides</c>.</summary>
    public bool AreDoorsInterfaces { get; init; }

    /// <summary>Whether there is a setting of a name.</summary>
    public Predicate<string> HasSetting { get; init; } = _ => true;

    public long Frames { get; init; }

    /// <summary>How long was watched.</summary>
    public TimeSpan Observed { get; init; }

    /// <summary>Packets of SIP that the snap length cut.</summary>
    public long Cut { get; init; }

    /// <summary>Packets that were put into order, those that were too late for it, and by how much the latest was.</summary>
    public long Moved { get; init; }

    public long Late { get; init; }

    public TimeSpan LateBy { get; init; }

    /// <summary>Frames that the kernel lost.</summary>
    public long Lost { get; init; }
}
