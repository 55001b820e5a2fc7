using System.Diagnostics;
using System.Runtime.CompilerServices;
using SipIds.Preprocessing;

namespace SipIds.Pipeline;

/// <summary>Calls the preprocessors that care for a packet: one array for each method and response class, made at the start.</summary>
internal sealed class Dispatcher
{
    // A prime, so that the samples do not fall into step with the messages of a call.
    private const int CallsPerSample = 257;

    private readonly Handler[][] _inspectors;
    private readonly Handler[][] _observers;
    private readonly FaultLedger _faults;
    private readonly List<PreprocessorTiming> _timings = [];
    private readonly TimeSpan _budget;
    private ActivePreprocessor[] _all;
    private int _untilSample;

    /// <param name="preprocessors">Those that run, in their order.</param>
    /// <param name="faults">Where their exceptions are counted.</param>
    /// <param name="budget">How long a call may take; zero times none.</param>
    public Dispatcher(IReadOnlyList<ActivePreprocessor> preprocessors, FaultLedger faults, TimeSpan budget)
    {
        _all = [.. preprocessors.Where(p => faults.Of(p.Info.Name) is not { IsSwitchedOff: true })];
        _faults = faults;
        _budget = budget;
        _inspectors = Slots(nameof(IPreprocessor.Inspect), p => p.Inspect);
        _observers = Slots(nameof(IPreprocessor.Observe), p => p.Observe);
        _untilSample = CallsPerSample;
    }

    // A delegate is called faster than an interface with many implementations.
    private delegate void HandlerCall(in SipPacket packet, Inspection inspection);

    /// <summary>How long each call of each preprocessor takes; empty if none is timed.</summary>
    public IReadOnlyList<PreprocessorTiming> Timings => _timings;

    /// <summary>The running preprocessor of a name; null if there is none.</summary>
    public ActivePreprocessor? Find(string name) => Array.Find(_all, p => p.Info.Name == name);

    /// <summary>The preprocessors that can do more than inspect, by their names.</summary>
    public IEnumerable<(string Name, T Preprocessor)> OfType<T>() =>
        _all.Where(p => p.Preprocessor is T).Select(p => (p.Info.Name, (T)p.Preprocessor));

    public void Inspect(in SipPacket packet, Inspection inspection) => Call(_inspectors[Interest.SlotOf(packet)], packet, inspection);

    public void InspectFaults(in SipPacket packet, Inspection inspection) => Call(_inspectors[Interest.FaultSlot], packet, inspection);

    public void InspectCut(in SipPacket packet, Inspection inspection) => Call(_inspectors[Interest.CutSlot], packet, inspection);

    public void Observe(in SipPacket packet, Inspection inspection) => Call(_observers[Interest.SlotOf(packet)], packet, inspection);

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
                OnFault(active.Info.Name, fault);
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
                OnFault(active.Info.Name, fault);
            }

            if (summary.Counts.Count + summary.Lines.Count > 0)
            {
                summaries.Add(summary);
            }
        }

        return summaries;
    }

    private void Call(Handler[] row, in SipPacket packet, Inspection inspection)
    {
        if (--_untilSample == 0)
        {
            CallTimed(row, packet, inspection);
            return;
        }

        var index = 0;
        while (index < row.Length)
        {
            try
            {
                for (; index < row.Length; index++)
                {
                    row[index].Call(packet, inspection);
                }
            }
            catch (Exception fault)
            {
                // A preprocessor is foreign code: its fault is its own, and the packet goes on to the next.
                OnFault(row[index].Name, fault);
                index++;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CallTimed(Handler[] row, in SipPacket packet, Inspection inspection)
    {
        _untilSample = CallsPerSample;
        foreach (var handler in row)
        {
            var start = Stopwatch.GetTimestamp();
            try
            {
                handler.Call(packet, inspection);
            }
            catch (Exception fault)
            {
                OnFault(handler.Name, fault);
                continue;
            }

            handler.Timing?.Add(Stopwatch.GetTimestamp() - start);
        }
    }

    // Nothing is called that a preprocessor does not have.
    private Handler[][] Slots(string method, Func<IPreprocessor, HandlerCall> call)
    {
        var handlers = _all.Where(p => Overrides(p.Preprocessor, method)).Select(p => (p.Info.Interest, p.Info.Stage, Handler: HandlerOf(p, method, call))).ToArray();
        var slots = new Handler[Interest.Slots][];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] = [.. handlers.Where(h => h.Interest.Holds(slot) && (slot != Interest.CutSlot || h.Stage is PreprocessorStage.Message)).Select(h => h.Handler)];
        }

        return slots;
    }

    private Handler HandlerOf(ActivePreprocessor active, string method, Func<IPreprocessor, HandlerCall> call)
    {
        PreprocessorTiming? timing = null;
        if (_budget > TimeSpan.Zero)
        {
            timing = new(active.Info.Name, method, _budget);
            _timings.Add(timing);
        }

        return new(active.Info.Name, call(active.Preprocessor), timing);
    }

    private static bool Overrides(IPreprocessor preprocessor, string method)
    {
        var map = preprocessor.GetType().GetInterfaceMap(typeof(IPreprocessor));
        var index = Array.FindIndex(map.InterfaceMethods, m => string.Equals(m.Name, method, StringComparison.Ordinal));
        return map.TargetMethods[index].DeclaringType is { IsInterface: false };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void OnFault(string culprit, Exception fault)
    {
        if (_faults.Add(culprit, fault))
        {
            _all = Array.FindAll(_all, p => p.Info.Name != culprit);
            Remove(_inspectors, culprit);
            Remove(_observers, culprit);
        }
    }

    private static void Remove(Handler[][] slots, string culprit)
    {
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] = Array.FindAll(slots[slot], h => h.Name != culprit);
        }
    }

    private readonly record struct Handler(string Name, HandlerCall Call, PreprocessorTiming? Timing);
}

/// <summary>A preprocessor with what it was registered as.</summary>
internal sealed record ActivePreprocessor(PreprocessorRegistration Registration, IPreprocessor Preprocessor)
{
    public PreprocessorInfo Info => Registration.Info;
}
