using SipIds.Preprocessing;

namespace SipIds.Pipeline;

/// <summary>Counts the exceptions of preprocessors, and says when one has thrown too often. Who was switched off stays so over a reload.</summary>
internal sealed class FaultLedger(int maxFaults, Action<PreprocessorFault>? onFault, FaultLedger? former = null)
{
    private readonly Dictionary<string, PreprocessorFault> _faults = new(former?._faults ?? [], StringComparer.Ordinal);

    public IReadOnlyCollection<PreprocessorFault> All => _faults.Values;

    public PreprocessorFault? Of(string preprocessor) => _faults.GetValueOrDefault(preprocessor);

    /// <summary>Counts one.</summary>
    /// <returns>Whether the preprocessor is to be called no more.</returns>
    public bool Add(string culprit, Exception fault)
    {
        var isFirst = !_faults.TryGetValue(culprit, out var record);
        if (record is null)
        {
            _faults[culprit] = record = new(culprit, fault);
        }

        record.Count++;
        var isLast = record.Count >= maxFaults && !record.IsSwitchedOff;
        record.IsSwitchedOff |= isLast;
        if (isFirst || isLast)
        {
            onFault?.Invoke(record);
        }

        return isLast;
    }

    /// <summary>Names a preprocessor that could not even be created.</summary>
    public void AddUnborn(string culprit, Exception fault)
    {
        var record = new PreprocessorFault(culprit, fault) { Count = 1, IsSwitchedOff = true, NeverRan = true };
        _faults[culprit] = record;
        onFault?.Invoke(record);
    }

    /// <summary>Begins anew for a preprocessor.</summary>
    public void Forgive(string preprocessor) => _faults.Remove(preprocessor);
}
