using System.Globalization;
using SipIds.Host.Tests.Traffic;
using SipIds.Testing;

namespace SipIds.Host.Tests.Corpus;

/// <summary>One folder of <c>tests/corpus/cases</c>: a capture and exactly the events that it raises.</summary>
/// <remarks>
/// <c>expected.txt</c> begins with <c># input:</c>, the capture's path from the folder, and <c># kind:</c>, which is attack, malformed or benign.
/// Then comes a line for each packet that raises something: its number and the sids in order, the mild forms in brackets, the severe ones with an exclamation mark. Packets in a row that raise the
/// same share one: <c>2-39 1004</c>. More lines of the head may say with which settings it is read (<c># settings:</c>), which packets have to pass inline
/// (<c># pass:</c>) and which must not (<c># stop:</c>), and whether something of severity 1 or 2 is raised: <c># silent</c>, <c># loud</c>.
/// </remarks>
internal sealed class Case
{
    private const string InputMark = "# input: ";
    private const string KindMark = "# kind: ";
    private const string SettingsMark = "# settings: ";
    private const string PassMark = "# pass: ";
    private const string StopMark = "# stop: ";

    private readonly string _folder;
    private readonly string[] _lines;

    public Case(string name)
    {
        _folder = Path.Combine(Repository.Corpus("cases"), name);
        _lines = File.ReadAllLines(ExpectedPath);
    }

    public static IEnumerable<string> Names => Directory.GetDirectories(Repository.Corpus("cases")).Select(Path.GetFileName).Order(StringComparer.Ordinal)!;

    public string ReadMe => File.ReadAllText(Path.Combine(_folder, "README.md"));

    public string Input => Path.GetFullPath(Path.Combine(_folder, Value(InputMark)));

    public string Kind => Value(KindMark);

    /// <summary>The settings with which it is read, each as an argument of <c>--set</c>.</summary>
    public IReadOnlyList<string> Settings => Words(SettingsMark);

    /// <summary>The packets that have to pass inline.</summary>
    public IReadOnlySet<long> Pass => Numbers(PassMark);

    /// <summary>The packets that must not pass inline.</summary>
    public IReadOnlySet<long> Stop => Numbers(StopMark);

    /// <summary>Whether nothing of severity 1 or 2 is raised.</summary>
    public bool IsSilent => _lines.Contains("# silent", StringComparer.Ordinal);

    /// <summary>Whether something of severity 1 or 2 is raised.</summary>
    public bool IsLoud => _lines.Contains("# loud", StringComparer.Ordinal);

    /// <summary>Whether it says more than its events.</summary>
    public bool IsJudged => IsSilent || IsLoud || Pass.Count > 0 || Stop.Count > 0;

    /// <summary>The lines behind the head.</summary>
    public string Expected => Join(_lines.Where(line => !line.StartsWith('#')));

    private string ExpectedPath => Path.Combine(_folder, "expected.txt");

    /// <summary>The alerts of the capture in the form of <see cref="Expected"/>.</summary>
    public static string Describe(IEnumerable<SeenAlert> alerts) => Join(Runs(alerts
        .GroupBy(e => e.Number)
        .OrderBy(packet => packet.Key)
        .Select(packet => (packet.Key, string.Join(' ', packet.OrderBy(e => e.Event.Sid).Select(Sensor.SidOf))))));

    /// <summary>Replaces the expectation by what was seen.</summary>
    public void Update(string events) => File.WriteAllText(ExpectedPath, Join(_lines.TakeWhile(line => line.StartsWith('#'))) + events);

    private static IEnumerable<string> Runs(IEnumerable<(long Number, string Sids)> packets)
    {
        var (first, last, raised) = (0L, -1L, "");
        foreach (var (number, sids) in packets)
        {
            if (number != last + 1 || !string.Equals(sids, raised, StringComparison.Ordinal))
            {
                if (raised.Length > 0)
                {
                    yield return Run(first, last, raised);
                }

                (first, raised) = (number, sids);
            }

            last = number;
        }

        if (raised.Length > 0)
        {
            yield return Run(first, last, raised);
        }
    }

    private static string Run(long first, long last, string sids) =>
        first == last
        ? string.Create(CultureInfo.InvariantCulture, $"{first} {sids}")
        : string.Create(CultureInfo.InvariantCulture, $"{first}-{last} {sids}");

    private static string Join(IEnumerable<string> lines) => string.Concat(lines.Select(line => line + "\n"));

    private string[] Words(string mark) =>
        _lines.FirstOrDefault(line => line.StartsWith(mark, StringComparison.Ordinal))?[mark.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    private HashSet<long> Numbers(string mark) => [.. Words(mark).SelectMany(NumbersOf)];

    // A number, numbers in a row (2-39), or in steps (201-399/2).
    private static IEnumerable<long> NumbersOf(string text)
    {
        var parts = text.Split('-', '/').Select(part => long.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var (last, step) = (parts.Length > 1 ? parts[1] : parts[0], parts.Length > 2 ? parts[2] : 1);
        for (var number = parts[0]; number <= last; number += step)
        {
            yield return number;
        }
    }

    private string Value(string mark) => _lines.First(line => line.StartsWith(mark, StringComparison.Ordinal))[mark.Length..];
}
