namespace SipIds.Preprocessing;

/// <summary>Outputs or observers: foreign code that is told what happens. What one of them throws is counted against it alone, and one that throws too often is told no more.</summary>
internal sealed class IsolatedSet<T>
    where T : class
{
    private Member[] _members = [];

    /// <summary>Whether there is nobody to tell.</summary>
    public bool IsEmpty => _members.Length == 0;

    /// <summary>Those that still run.</summary>
    public ReadOnlySpan<Member> Members => _members;

    /// <summary>Adds outputs or observers under the names of their types.</summary>
    public IsolatedSet<T> Add(IEnumerable<T> values, FaultLedger faults) => Add(values.Select(value => (value.GetType().Name, value)), faults);

    /// <summary>Adds some under names of their own.</summary>
    public IsolatedSet<T> Add(IEnumerable<(string Name, T Value)> values, FaultLedger faults)
    {
        foreach (var (name, value) in values.Where(v => faults.Of(v.Name) is not { IsSwitchedOff: true }))
        {
            _members = [.. _members, new(name, value, faults)];
        }

        faults.Watch(culprit => _members = Array.FindAll(_members, m => m.Faults != faults || m.Name != culprit));
        return this;
    }

    /// <summary>One of them, what it is called, and where its exceptions are counted.</summary>
    internal readonly record struct Member(string Name, T Value, FaultLedger Faults)
    {
        public void Charge(Exception fault) => Faults.Add(Name, fault);
    }
}
