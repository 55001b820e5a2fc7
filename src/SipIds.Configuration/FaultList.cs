using SipIds.Configuration.Yaml;

namespace SipIds.Configuration;

/// <summary>Collects the faults of one file or one argument.</summary>
/// <param name="source">What the faults are reported against.</param>
/// <param name="hasLines">Whether places in it help a person; they do not in an argument.</param>
internal sealed class FaultList(string source, bool hasLines)
{
    private const int MostKept = 100;

    private readonly List<ConfigurationFault> _faults = [];
    private int _dropped;

    /// <summary>Whether further faults are only counted, so that their messages need no effort.</summary>
    public bool IsFull => _faults.Count >= MostKept;

    public void Add(Place at, string message)
    {
        if (IsFull)
        {
            _dropped++;
            return;
        }

        _faults.Add(hasLines ? new(source, at.Line, at.Column, message) : new(source, 0, 0, message));
    }

    /// <summary>The faults in the order of their lines.</summary>
    public IEnumerable<ConfigurationFault> InOrder()
    {
        var ordered = _faults.OrderBy(f => f.Line).ThenBy(f => f.Column);
        return _dropped == 0 ? ordered : ordered.Append(new(source, 0, 0, $"and {_dropped} more faults"));
    }
}
