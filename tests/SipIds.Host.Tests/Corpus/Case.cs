using System.Globalization;
using SipIds.Host.Tests.Traffic;

namespace SipIds.Host.Tests.Corpus;

/// <summary>One folder of <c>tests/corpus/cases</c>: a capture and exactly the events that it raises.</summary>
/// <remarks>
/// <c>expected.txt</c> begins with <c># input:</c>, the capture's path from the folder, and <c># kind:</c>, which is attack, malformed or benign.
/// Then comes a line for each packet that raises something: its number and the sids in order, the mild forms in brackets. Packets in a row that raise the
/// same share one: <c>2-39 1004</c>.
/// </remarks>
internal sealed class Case
{
    private const string InputMark = "# input: ";
    private const string KindMark = "# kind: ";

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

    /// <summary>The lines behind the head.</summary>
    public string Expected => Join(_lines.Where(line => !line.StartsWith('#')));

    private string ExpectedPath => Path.Combine(_folder, "expected.txt");

    /// <summary>What the pipeline makes of the capture, in the form of <see cref="Expected"/>.</summary>
    public static string Describe(Sensor sensor) => Join(Runs(sensor.Events
        .GroupBy(e => e.Number)
        .OrderBy(packet => packet.Key)
        .Select(packet => (packet.Key, string.Join(' ', packet.OrderBy(e => e.Event.Sid).Select(Sensor.SidOf))))));

    /// <summary>Replaces the expectation by what was seen.</summary>
    public void Update(string events) => File.WriteAllText(ExpectedPath, $"{InputMark}{Value(InputMark)}\n{KindMark}{Kind}\n{events}");

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

    private string Value(string mark) => _lines.First(line => line.StartsWith(mark, StringComparison.Ordinal))[mark.Length..];
}
