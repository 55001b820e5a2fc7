using SipIds.Configuration.Yaml;

namespace SipIds.Configuration;

/// <summary>Collects the faults of one file or one argument.</summary>
/// <param name="source">What the faults are reported against.</param>
/// <param name="isFile">Whether the source is a file: places in it help a person, and relative paths start at its folder.</param>
internal sealed class FaultList(string source, bool isFile)
{
    private const int MostKept = 100;

    private readonly List<ConfigurationFault> _faults = [];
    private readonly List<ConfigurationFault> _notes = [];
    private int _dropped;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _faults.Count == 0;

    /// <summary>Whether further faults are only counted, so that their messages need no effort.</summary>
    public bool IsFull => _faults.Count >= MostKept;

    /// <summary>Where relative paths start.</summary>
    public string Folder { get; } = isFile && Path.GetDirectoryName(source) is { Length: > 0 } folder ? Path.GetFullPath(folder) : Directory.GetCurrentDirectory();

    /// <summary>Where this source sets what: by the dotted path of the setting.</summary>
    public Dictionary<string, Place> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>What was left aside, in order.</summary>
    public IReadOnlyList<ConfigurationFault> Notes => _notes;

    public void Add(Place at, string message)
    {
        if (IsFull)
        {
            _dropped++;
            return;
        }

        _faults.Add(FaultAt(at, message));
    }

    /// <summary>Says that something was left aside, which is no fault.</summary>
    public void Note(Place at, string message)
    {
        if (_notes.Count < MostKept)
        {
            _notes.Add(FaultAt(at, message));
        }
    }

    /// <summary>The faults in the order of their lines.</summary>
    public IEnumerable<ConfigurationFault> InOrder()
    {
        var ordered = _faults.OrderBy(f => f.Line).ThenBy(f => f.Column);
        return _dropped == 0 ? ordered : ordered.Append(new(source, 0, 0, $"and {_dropped} more faults"));
    }

    private ConfigurationFault FaultAt(Place at, string message) => isFile ? new(source, at.Line, at.Column, message) : new(source, 0, 0, message);
}
