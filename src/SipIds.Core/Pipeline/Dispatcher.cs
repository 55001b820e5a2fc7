using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Pipeline;

/// <summary>The preprocessors that run, with a table of calls for each stage.</summary>
internal sealed class Dispatcher
{
    private readonly FaultLedger _faults;
    private ActivePreprocessor[] _all;

    /// <param name="preprocessors">Those that run, in their order.</param>
    /// <param name="faults">Where their exceptions are counted.</param>
    /// <param name="budget">How long a call may take; zero times none.</param>
    public Dispatcher(IReadOnlyList<ActivePreprocessor> preprocessors, FaultLedger faults, TimeSpan budget)
    {
        _all = [.. preprocessors.Where(p => faults.Of(p.Info.Name) is not { IsSwitchedOff: true })];
        _faults = faults;
        Message = new([.. _all.Where(p => p.Info.Stage is PreprocessorStage.Message)], faults, budget);
        Call = new([.. _all.Where(p => p.Info.Stage is PreprocessorStage.Call)], faults, budget);
        faults.Watch(culprit => _all = Array.FindAll(_all, p => p.Info.Name != culprit));
    }

    /// <summary>Those that judge a message by itself.</summary>
    public StageTable Message { get; }

    /// <summary>Those that judge it by what came before.</summary>
    public StageTable Call { get; }

    /// <summary>How long each call of each preprocessor takes; empty if none is timed.</summary>
    public IReadOnlyList<PreprocessorTiming> Timings => [.. Message.Timings, .. Call.Timings];

    /// <summary>The running preprocessor of a name; null if there is none.</summary>
    public ActivePreprocessor? Find(string name) => Array.Find(_all, p => p.Info.Name == name);

    /// <summary>The preprocessors that can do more than inspect, by their names.</summary>
    public IEnumerable<(string Name, T Preprocessor)> OfType<T>() =>
        _all.Where(p => p.Preprocessor is T).Select(p => (p.Info.Name, (T)p.Preprocessor));

    public void Tick(Inspection inspection)
    {
        foreach (var active in _all)
        {
            try
            {
                active.Preprocessor.OnTick(inspection);
            }
            catch (Exception fault)
            {
                _faults.Add(active.Info.Name, fault);
            }
        }
    }

    /// <summary>What each preprocessor says of its work, for those that say anything.</summary>
    public IReadOnlyList<PreprocessorSummary> Summarize()
    {
        var summaries = new List<PreprocessorSummary>();
        foreach (var active in _all)
        {
            var summary = new PreprocessorSummary(active.Info.Name);
            try
            {
                active.Preprocessor.Summarize(summary);
            }
            catch (Exception fault)
            {
                _faults.Add(active.Info.Name, fault);
            }

            if (summary.Counts.Count + summary.Lines.Count > 0)
            {
                summaries.Add(summary);
            }
        }

        return summaries;
    }
}

/// <summary>A preprocessor with what it was registered as.</summary>
/// <param name="Registration">What it was registered as.</param>
/// <param name="Preprocessor">The preprocessor.</param>
/// <param name="Events">The events that it made of its settings.</param>
internal sealed record ActivePreprocessor(PreprocessorRegistration Registration, IPreprocessor Preprocessor, IReadOnlyList<EventDescriptor> Events)
{
    public PreprocessorInfo Info => Registration.Info;
}
