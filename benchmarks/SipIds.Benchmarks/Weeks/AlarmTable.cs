using System.Globalization;
using SipIds.Packets;

namespace SipIds.Benchmarks.Weeks;

/// <summary>What each detector said of each planted event, and what it said beside them.</summary>
internal sealed class AlarmTable
{
    private const int MostShown = 20;

    // What an attack leaves behind may be reported until the hour is over.
    private static readonly TimeSpan s_aftermath = TimeSpan.FromMinutes(65);

    private readonly (string Name, List<(Timestamp Time, string What)> Alarms)[] _detectors;
    private readonly List<(PlantedEvent Event, Timestamp From)> _planted;
    private readonly int _weeks;

    public AlarmTable(Timestamp judgedFrom, int weeks, AlarmLog learning, AlarmLog tuned)
    {
        _weeks = weeks;
        _planted = [.. Enumerable.Range(0, weeks).SelectMany(week => PlantedEvent.Plan.Select(p => (p, judgedFrom + TimeSpan.FromHours((week * SimulatedWeeks.HoursInWeek) + p.HourOfWeek))))];
        _detectors =
        [
            ("fixed, defaults", Select(learning, "", 4, isMild: false)),
            ("fixed, from `tune`", Select(tuned, "", 4, isMild: false)),
            ("`thresholds.adaptive`", Select(learning, "", 4, isMild: true)),
            ("`behaviour-rate`", Select(learning, "behaviour-rate", 9, isMild: false)),
            ("`behaviour-mix`", Select(learning, "behaviour-mix", 9, isMild: false)),
        ];

        List<(Timestamp, string)> Select(AlarmLog log, string name, int family, bool isMild) =>
        [
            .. log.Alerts
                .Where(a => a.Time >= judgedFrom && a.Event.Family.Number == family && a.IsMild == isMild && a.Event.Name.StartsWith(name, StringComparison.Ordinal))
                .Select(a => (a.Time, $"{a.Event.Name}: {a.Detail}")),
        ];
    }

    public void Write(TextWriter output)
    {
        output.WriteLine($"| planted | {string.Join(" | ", _detectors.Select(d => d.Name))} |");
        output.WriteLine($"|{string.Concat(Enumerable.Repeat(" --- |", _detectors.Length + 1))}");
        foreach (var name in PlantedEvent.Plan.Select(p => p.Name).Distinct(StringComparer.Ordinal))
        {
            output.WriteLine($"| {name} | {string.Join(" | ", _detectors.Select(d => Found(d.Alarms, name)))} |");
        }

        var unasked = _detectors.Select(d => d.Alarms.Where(a => !_planted.Exists(p => IsDuring(a.Time, p))).ToList()).ToList();
        output.WriteLine($"| false alarms a week | {string.Join(" | ", unasked.Select(f => (f.Count / (double)_weeks).ToString("0.##", CultureInfo.InvariantCulture)))} |");
        output.WriteLine();
        foreach (var (name, alarms) in _detectors)
        {
            WriteMissed(output, name, alarms);
        }

        foreach (var (time, what) in unasked.SelectMany(f => f.Take(MostShown)))
        {
            output.WriteLine($"false alarm: {time} {what}");
        }
    }

    private static bool IsDuring(Timestamp time, (PlantedEvent Event, Timestamp From) planted) =>
        time >= planted.From && time <= planted.From + TimeSpan.FromMinutes(planted.Event.Minutes) + s_aftermath;

    // What was found sometimes and sometimes not.
    private void WriteMissed(TextWriter output, string detector, List<(Timestamp Time, string What)> alarms)
    {
        var missed = _planted.Where(p => Delay(alarms, p) is null).ToLookup(p => p.Event.Name, StringComparer.Ordinal);
        foreach (var (planted, from) in missed.Where(m => m.Count() < _planted.Count(p => string.Equals(p.Event.Name, m.Key, StringComparison.Ordinal))).SelectMany(m => m))
        {
            output.WriteLine($"missed by {detector}: {from} {planted.Name}");
        }
    }

    private string Found(List<(Timestamp Time, string What)> alarms, string name)
    {
        var delays = _planted.Where(p => string.Equals(p.Event.Name, name, StringComparison.Ordinal)).Select(p => Delay(alarms, p)).ToList();
        var found = delays.OfType<TimeSpan>().Order().ToList();
        return found.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{found.Count} of {delays.Count}, {Text(found[found.Count / 2])}");
    }

    private static TimeSpan? Delay(List<(Timestamp Time, string What)> alarms, (PlantedEvent Event, Timestamp From) planted)
    {
        var first = alarms.FindIndex(a => a.Time >= planted.From && a.Time <= planted.From + TimeSpan.FromMinutes(planted.Event.Minutes));
        return first < 0 ? null : alarms[first].Time - planted.From;
    }

    private static string Text(TimeSpan time) => time.TotalSeconds < 100
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min");
}
