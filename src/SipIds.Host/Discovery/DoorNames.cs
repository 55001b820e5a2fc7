namespace SipIds.Host.Discovery;

/// <summary>The interfaces by which frames come, each with a number: those that pcapng files name, and else the captures.</summary>
internal sealed class DoorNames
{
    private const int Most = 64;

    private readonly List<(string Name, bool IsFile)> _names = [];

    /// <summary>The number of an interface; 0 where there are too many.</summary>
    public int NumberOf(string name, bool isFile)
    {
        var place = _names.IndexOf((name, isFile));
        if (place < 0 && _names.Count < Most)
        {
            place = _names.Count;
            _names.Add((name, isFile));
        }

        return place + 1;
    }

    /// <summary>The names by number.</summary>
    /// <param name="withFiles">Whether captures are interfaces, because they are of the same time.</param>
    public IReadOnlyDictionary<int, string> Named(bool withFiles) =>
        _names.Select((door, place) => (door, Number: place + 1)).Where(entry => withFiles || !entry.door.IsFile).ToDictionary(entry => entry.Number, entry => entry.door.Name);
}
