namespace SipIds.Preprocessing;

/// <summary>Counts the exceptions of foreign code, and says when somebody has thrown too often. Who was switched off stays so over a reload.</summary>
/// <param name="part">What the culprits are.</param>
/// <param name="maxFaults">How many it takes.</param>
/// <param name="onFault">Told of the first one, and of the last.</param>
/// <param name="former">The ledger before a reload.</param>
internal sealed class FaultLedger(PluginPart part, int maxFaults, Action<PluginFault>? onFault, FaultLedger? former = null)
{
    private readonly Dictionary<string, PluginFault> _faults = new(former?._faults ?? [], StringComparer.Ordinal);
    private readonly List<Action<string>> _watchers = [];

    public IReadOnlyCollection<PluginFault> All => _faults.Values;

    public PluginFault? Of(string name) => _faults.GetValueOrDefault(name);

    /// <summary>Asks to be told the name of whoever is to be called no more.</summary>
    public void Watch(Action<string> onSwitchedOff) => _watchers.Add(onSwitchedOff);

    /// <summary>Counts one.</summary>
    public void Add(string culprit, Exception fault)
    {
        var isFirst = !_faults.TryGetValue(culprit, out var record);
        if (record is null)
        {
            _faults[culprit] = record = new(part, culprit, fault);
        }

        record.Count++;
        var isLast = record.Count >= maxFaults && !record.IsSwitchedOff;
        record.IsSwitchedOff |= isLast;
        if (isLast)
        {
            _watchers.ForEach(watcher => watcher(culprit));
        }

        if (isFirst || isLast)
        {
            onFault?.Invoke(record);
        }
    }

    /// <summary>Names a preprocessor that could not even be created.</summary>
    public void AddUnborn(string culprit, Exception fault)
    {
        var record = new PluginFault(part, culprit, fault) { Count = 1, IsSwitchedOff = true, NeverRan = true };
        _faults[culprit] = record;
        onFault?.Invoke(record);
    }

    /// <summary>Begins anew for a preprocessor.</summary>
    public void Forgive(string preprocessor) => _faults.Remove(preprocessor);
}
