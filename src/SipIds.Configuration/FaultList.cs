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
    private readonly List<string> _aside = [];
    private int _dropped;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _faults.Count == 0;

    /// <summary>Whether further faults are only counted, so that their messages need no effort.</summary>
    public bool IsFull => _faults.Count >= MostKept;

    /// <summary>Where relative paths start.</summary>
    public string Folder { get; } = isFile && Path.GetDirectoryName(source) is { Length: > 0 } folder ? Path.GetFullPath(folder) : Directory.GetCurrentDirectory();

    /// <summary>Where this source sets what: by the dotted path of the setting.</summary>
    public Dictionary<string, Place> Places { get; } = new(StringComparer.Ordinal);

    /// <summary>What is said beside the faults, in the order of its lines.</summary>
    public IEnumerable<ConfigurationFault> Notes => Ordered(_notes);

    public void Add(Place at, string message)
    {
        if (IsFull)
        {
            _dropped++;
            return;
        }

        _faults.Add(FaultAt(at, message));
    }

    /// <summary>Says what is no fault.</summary>
    public void Note(Place at, string message)
    {
        if (_notes.Count < MostKept)
        {
            _notes.Add(FaultAt(at, message));
        }
    }

    /// <summary>Says that the value of a setting was left aside, which is no fault either.</summary>
    public void LeaveAside(Place at, string path, string message)
    {
        _aside.Add(path);
        Note(at, message);
    }

    /// <summary>Whether the value of a setting, or part of it, was left aside.</summary>
    public bool HasLeftAside(string path) =>
        _aside.Exists(aside => aside.StartsWith($"{path}.", StringComparison.Ordinal) || aside == path);

    /// <summary>Where a setting stands, or what it stands in.</summary>
    public Place PlaceOf(string path)
    {
        for (var end = path.Length; end > 0; end = path.LastIndexOfAny(['.', '['], end - 1))
        {
            if (Places.TryGetValue(path[..end], out var place))
            {
                return place;
            }
        }

        return default;
    }

    /// <summary>The faults in the order of their lines.</summary>
    public IEnumerable<ConfigurationFault> InOrder()
    {
        var ordered = Ordered(_faults);
        return _dropped == 0 ? ordered : ordered.Append(new(source, 0, 0, $"and {_dropped} more faults"));
    }

    private static IEnumerable<ConfigurationFault> Ordered(List<ConfigurationFault> faults) =>
        faults.OrderBy(f => f.Line).ThenBy(f => f.Column);

    private ConfigurationFault FaultAt(Place at, string message) => isFile ? new(source, at.Line, at.Column, message) : new(source, 0, 0, message);
}
