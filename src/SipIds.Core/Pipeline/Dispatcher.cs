using System.Runtime.CompilerServices;

namespace SipIds.Pipeline;

/// <summary>Calls the preprocessors that care for a packet: one array for each method and response class, made at the start.</summary>
internal sealed class Dispatcher
{
    private const int MaxFaults = 3;

    private readonly IPreprocessor[] _all;
    private readonly Handler[][] _inspectors;
    private readonly Handler[][] _observers;
    private readonly Dictionary<string, PreprocessorFault> _faults = new(StringComparer.Ordinal);

    public Dispatcher(IReadOnlyList<ActivePreprocessor> preprocessors)
    {
        var ordered = preprocessors.OrderBy(p => p.Info.Stage).ToArray();
        _all = [.. ordered.Select(p => p.Preprocessor)];
        _inspectors = Slots(ordered, p => p.Inspect);
        _observers = Slots([.. ordered.Where(p => Overrides(p.Preprocessor, nameof(IPreprocessor.Observe)))], p => p.Observe);
        Names = ordered.ToDictionary(p => p.Preprocessor, p => p.Info.Name);
    }

    // A delegate is called faster than an interface with many implementations.
    private delegate void HandlerCall(in SipPacket packet, Inspection inspection);

    public IReadOnlyCollection<PreprocessorFault> Faults => _faults.Values;

    private Dictionary<IPreprocessor, string> Names { get; }

    public void Inspect(in SipPacket packet, Inspection inspection)
    {
        var index = 0;
        var row = _inspectors[Interest.SlotOf(packet)];
        try
        {
            for (; index < row.Length; index++)
            {
                row[index].Call(packet, inspection);
            }
        }
        catch (Exception fault)
        {
            // A preprocessor is foreign code: its fault is its own, and packets go on.
            OnFault(row[index].Preprocessor, fault);
        }
    }

    public void Observe(in SipPacket packet, Inspection inspection)
    {
        var index = 0;
        var row = _observers[Interest.SlotOf(packet)];
        try
        {
            for (; index < row.Length; index++)
            {
                row[index].Call(packet, inspection);
            }
        }
        catch (Exception fault)
        {
            OnFault(row[index].Preprocessor, fault);
        }
    }

    public void Tick(Inspection inspection)
    {
        foreach (var preprocessor in _all)
        {
            try
            {
                preprocessor.OnTick(inspection);
            }
            catch (Exception fault)
            {
                OnFault(preprocessor, fault);
            }
        }
    }

    /// <summary>Takes over what another counted before a reload: who was switched off stays so.</summary>
    public void TakeOver(Dispatcher former)
    {
        foreach (var (name, fault) in former._faults)
        {
            _faults[name] = fault;
            if (fault.IsSwitchedOff && Find(name) is { } culprit)
            {
                Remove(_inspectors, culprit);
                Remove(_observers, culprit);
            }
        }
    }

    /// <summary>The running preprocessor of a name; null if there is none.</summary>
    public IPreprocessor? Find(string name) => Array.Find(_all, p => string.Equals(Names[p], name, StringComparison.Ordinal));

    private static Handler[][] Slots(ActivePreprocessor[] preprocessors, Func<IPreprocessor, HandlerCall> call)
    {
        var slots = new Handler[Interest.Slots][];
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] = [.. preprocessors.Where(p => p.Info.Interest.Holds(slot)).Select(p => new Handler(p.Preprocessor, call(p.Preprocessor)))];
        }

        return slots;
    }

    private static bool Overrides(IPreprocessor preprocessor, string method)
    {
        var map = preprocessor.GetType().GetInterfaceMap(typeof(IPreprocessor));
        var index = Array.FindIndex(map.InterfaceMethods, m => string.Equals(m.Name, method, StringComparison.Ordinal));
        return map.TargetMethods[index].DeclaringType is { IsInterface: false };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void OnFault(IPreprocessor culprit, Exception fault)
    {
        var name = Names[culprit];
        if (!_faults.TryGetValue(name, out var record))
        {
            _faults[name] = record = new(name, fault);
        }

        record.Count++;
        if (record.Count >= MaxFaults)
        {
            record.IsSwitchedOff = true;
            Remove(_inspectors, culprit);
            Remove(_observers, culprit);
        }
    }

    private static void Remove(Handler[][] slots, IPreprocessor culprit)
    {
        for (var slot = 0; slot < slots.Length; slot++)
        {
            slots[slot] = Array.FindAll(slots[slot], p => !ReferenceEquals(p.Preprocessor, culprit));
        }
    }

    private readonly record struct Handler(IPreprocessor Preprocessor, HandlerCall Call);
}

/// <summary>A preprocessor with what it says of itself.</summary>
internal sealed record ActivePreprocessor(PreprocessorInfo Info, IPreprocessor Preprocessor);
