using System.Diagnostics;
using System.Runtime.CompilerServices;
using SipIds.Preprocessing;

namespace SipIds.Pipeline;

/// <summary>Calls the preprocessors of one stage that care for a packet: one array for each method and response class, made at the start.</summary>
internal sealed class StageTable
{
    // A prime, so that the samples do not fall into step with the messages of a call.
    private const int CallsPerSample = 257;

    private readonly Handler[][] _inspectors;
    private readonly Handler[][] _observers;
    private readonly FaultLedger _faults;
    private int _untilSample = CallsPerSample;

    /// <param name="preprocessors">Those of the stage, in their order.</param>
    /// <param name="faults">Where their exceptions are counted.</param>
    /// <param name="budget">How long a call may take; zero times none.</param>
    public StageTable(IReadOnlyList<ActivePreprocessor> preprocessors, FaultLedger faults, TimeSpan budget)
    {
        _faults = faults;
        _inspectors = Slots(preprocessors, nameof(IPreprocessor.Inspect), p => p.Inspect, budget);
        _observers = Slots(preprocessors, nameof(IPreprocessor.Observe), p => p.Observe, budget);
        faults.Watch(Remove);
    }

    // A delegate is called faster than an interface with many implementations.
    private delegate void HandlerCall(in SipPacket packet, Inspection inspection);

    /// <summary>How long each call of each preprocessor takes; empty if none is timed.</summary>
    public List<PreprocessorTiming> Timings { get; } = [];

    /// <summary>Asks what they see in a packet.</summary>
    public void Inspect(int slot, in SipPacket packet, Inspection inspection) => Call(_inspectors[slot], packet, inspection);

    /// <summary>Tells them that a packet passes.</summary>
    public void Observe(int slot, in SipPacket packet, Inspection inspection) => Call(_observers[slot], packet, inspection);

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
                _faults.Add(row[index].Name, fault);
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
                _faults.Add(handler.Name, fault);
                continue;
            }

            handler.Timing?.Add(Stopwatch.GetTimestamp() - start);
        }
    }

    // Nothing is called that a preprocessor does not have.
    private Handler[][] Slots(IReadOnlyList<ActivePreprocessor> preprocessors, string method, Func<IPreprocessor, HandlerCall> call, TimeSpan budget)
    {
        var handlers = preprocessors.Where(p => Overrides(p.Preprocessor, method)).Select(p => (p.Info, Handler: HandlerOf(p, method, call, budget))).ToArray();
        var slots = new Handler[Interest.Slots][];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] = [.. handlers.Where(h => h.Info.Interest.Holds(slot)).Select(h => h.Handler)];
        }

        return slots;
    }

    private Handler HandlerOf(ActivePreprocessor active, string method, Func<IPreprocessor, HandlerCall> call, TimeSpan budget)
    {
        PreprocessorTiming? timing = null;
        if (budget > TimeSpan.Zero)
        {
            timing = new(active.Info.Name, method, budget);
            Timings.Add(timing);
        }

        return new(active.Info.Name, call(active.Preprocessor), timing);
    }

    private static bool Overrides(IPreprocessor preprocessor, string method)
    {
        var map = preprocessor.GetType().GetInterfaceMap(typeof(IPreprocessor));
        var index = Array.FindIndex(map.InterfaceMethods, m => string.Equals(m.Name, method, StringComparison.Ordinal));
        return map.TargetMethods[index].DeclaringType is { IsInterface: false };
    }

    private void Remove(string culprit)
    {
        Remove(_inspectors, culprit);
        Remove(_observers, culprit);
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
