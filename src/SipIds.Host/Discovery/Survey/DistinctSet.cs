namespace SipIds.Host.Discovery.Survey;

/// <summary>How many different values there were, exactly as far as it counts, and which they are.</summary>
internal sealed class DistinctSet
{
    /// <summary>More are as good as this many.</summary>
    public const int Most = 256;

    private HashSet<ulong>? _values;

    /// <summary>How many.</summary>
    public int Count => _values?.Count ?? 0;

    /// <summary>How many, as a person reads it.</summary>
    public string Text => Count < Most ? $"{Count}" : $"at least {Most}";

    /// <summary>Takes note of a value.</summary>
    public void Add(ulong value)
    {
        _values ??= [];
        if (_values.Count < Most)
        {
            _ = _values.Add(value);
        }
    }

    /// <summary>Whether a value is in both.</summary>
    public bool Meets(DistinctSet other) => _values is not null && other._values is not null && _values.Overlaps(other._values);

    /// <summary>Whether every value of this is one of those for which a question is answered with yes.</summary>
    public bool All(Predicate<ulong> isSo) => _values is null || _values.All(value => isSo(value));
}
