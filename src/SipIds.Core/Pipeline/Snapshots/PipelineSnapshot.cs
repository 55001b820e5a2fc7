using SipIds.Calls;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Pipeline.Snapshots;

/// <summary>What went through a pipeline up to one moment. Nothing in it changes any more.</summary>
public sealed record PipelineSnapshot
{
    /// <summary>The most calls that a snapshot shows.</summary>
    public const int MaxCalls = NewestCalls.Capacity;

    /// <summary>Frames, and what the decoder answered.</summary>
    public required DecoderSnapshot Decoder { get; init; }

    /// <summary>TCP streams.</summary>
    public required StreamSnapshot Streams { get; init; }

    /// <summary>SIP messages.</summary>
    public required MessageSnapshot Messages { get; init; }

    /// <summary>Alerts.</summary>
    public required AlertSnapshot Alerts { get; init; }

    /// <summary>Verdicts.</summary>
    public required VerdictSnapshot Verdicts { get; init; }

    /// <summary>Calls; null where no preprocessor that runs needs a call table.</summary>
    public CallSnapshot? Calls { get; init; }

    /// <summary>How full the tables are.</summary>
    public required IReadOnlyList<TableFill> Tables { get; init; }

    /// <summary>What each preprocessor counts of its own accord.</summary>
    public required IReadOnlyList<PreprocessorSummary> Preprocessors { get; init; }

    /// <summary>Preprocessors that are slower than <c>plugins.budget</c>.</summary>
    public required IReadOnlyList<SlowPreprocessor> Slow { get; init; }

    /// <summary>Preprocessors, outputs and observers that threw.</summary>
    public required IReadOnlyList<FaultCount> Faults { get; init; }

    /// <summary>A copy of what a pipeline has counted. Called between packets.</summary>
    public static PipelineSnapshot Of(SipIdsPipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        var statistics = pipeline.Statistics;
        return new()
        {
            Decoder = DecoderSnapshot.Of(statistics),
            Streams = StreamSnapshot.Of(pipeline.Streams),
            Messages = MessageSnapshot.Of(statistics),
            Alerts = AlertSnapshot.Of(statistics),
            Verdicts = VerdictSnapshot.Of(statistics),
            Calls = pipeline.Calls is { } calls ? CallSnapshot.Of(calls, statistics.Last) : null,
            Tables = pipeline.Tables,
            Preprocessors = pipeline.Summarize(),
            Slow = [.. pipeline.Timings.Where(timing => timing.IsOverBudget).Select(SlowPreprocessor.Of)],
            Faults = [.. pipeline.Faults.Select(fault => new FaultCount(fault.Part, fault.Name, fault.Count, fault.IsSwitchedOff))],
        };
    }
}

/// <summary>A preprocessor that is slower than it should be.</summary>
/// <param name="Preprocessor">Its name.</param>
/// <param name="Call">Which of its calls.</param>
/// <param name="Usual">How long that takes on average.</param>
/// <param name="Budget">How long it may take.</param>
/// <param name="Samples">How many calls were timed.</param>
public readonly record struct SlowPreprocessor(string Preprocessor, string Call, TimeSpan Usual, TimeSpan Budget, long Samples)
{
    internal static SlowPreprocessor Of(PreprocessorTiming timing) => new(timing.Preprocessor, timing.Call, timing.Usual, timing.Budget, timing.Samples);
}

/// <summary>A preprocessor, an output or an observer that threw.</summary>
/// <param name="Part">Which of them.</param>
/// <param name="Name">Its name.</param>
/// <param name="Count">How often.</param>
/// <param name="IsSwitchedOff">Whether it no longer runs.</param>
public readonly record struct FaultCount(PluginPart Part, string Name, long Count, bool IsSwitchedOff);
