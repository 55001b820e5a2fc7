using SipIds.Events;
using SipIds.Host.Pages;

namespace SipIds.Host.Reading.Report;

/// <summary>One attacker, or many addresses that did the same and achieved nothing: those of a flood, which may be forged.</summary>
internal sealed class Attack
{
    private const int MostAlone = 3;
    private const int MostMeans = 5;
    private const int MostTargets = 3;

    private readonly IReadOnlyList<Suspect> _suspects;
    private readonly IReadOnlyList<EventGroup> _groups;
    private readonly Dictionary<(EventDescriptor Event, Severity Severity), long> _alerts;

    private Attack(IReadOnlyList<Suspect> suspects)
    {
        _suspects = suspects;
        _alerts = suspects.SelectMany(s => s.Events.All).Where(g => g.Severity < Severity.Low).GroupBy(g => (g.Event, g.Severity)).ToDictionary(g => g.Key, g => g.Sum(one => one.Alerts));
        _groups = [.. suspects.SelectMany(s => s.Events.All).Where(g => g.Severity < Severity.Low).DistinctBy(g => (g.Event, g.Severity)).OrderBy(g => g.Severity).ThenByDescending(Sum)];
        Outcome = Outcome.Of(suspects[0]);
    }

    /// <summary>The first of its addresses.</summary>
    public Suspect First => _suspects[0];

    /// <summary>How many addresses it came from.</summary>
    public int Addresses => _suspects.Count(s => !s.FloodsTarget);

    /// <summary>Whether it is a flood that no address made alone.</summary>
    public bool IsUnattributed => First.FloodsTarget;

    /// <summary>What the first of them achieved.</summary>
    public Outcome Outcome { get; }

    public long Alerts => _suspects.Sum(s => s.Alerts);

    /// <summary>Who, as a person is told.</summary>
    public string Who => First.Address.IsNone ? "many other addresses" : Addresses == 1 ? $"{First.Address}" : $"{First.Address} and {Figures.Number(Addresses - 1)} other addresses";

    /// <summary>Who did what to whom, and when.</summary>
    public string Title => IsUnattributed
        ? $"A flood on {Whom} from many addresses, {When}; nobody singled out"
        : $"{Who} {(IsAttack ? "attacked" : "sent broken messages to")} {Whom}, {When}";

    /// <summary>Whom.</summary>
    public string Whom
    {
        get
        {
            var named = string.Join(", ", First.Targets.Take(MostTargets));
            return First.Targets.Count > MostTargets ? $"{named} and {Figures.Number(First.Targets.Count - MostTargets)} more" : named;
        }
    }

    /// <summary>With what: the tool, if it is known, and each event of high or medium severity.</summary>
    public string Means
    {
        get
        {
            var named = _groups.Take(MostMeans).Select(g => $"{Lower(g.Event.Title)} ({Figures.Number(Sum(g))})");
            return $"{Tool}{string.Join(", ", named)}{(_groups.Count > MostMeans ? $" and {_groups.Count - MostMeans} more" : "")}";
        }
    }

    /// <summary>Whether it is more than broken messages.</summary>
    public bool IsAttack => First.Worst is Severity.High
        || _groups.Any(g => g.Event.Classification != EventClass.ProtocolCommandDecode && g.Event.Classification != EventClass.BadUnknown);

    /// <summary>From when to when.</summary>
    public string When
    {
        get
        {
            var (first, last) = (Figures.Moment(_suspects.Min(s => s.Times.First)), Figures.Moment(_suspects.Max(s => s.Times.Last)));
            return string.Equals(first, last, StringComparison.Ordinal) ? first : $"{first} to {(first[..10] == last[..10] ? last[11..] : last)}";
        }
    }

    private string Tool => Detail(2015) is { Length: > 0 } tool ? $"{tool.Split(' ')[0]}: " : Detail(2013) is { Length: > 0 } name ? $"{name.Split('/', ' ')[0].Trim('"')}: " : "";

    /// <summary>The attacks of a capture, the worst first.</summary>
    /// <param name="accused">Those who are accused of something, the worst first.</param>
    public static IReadOnlyList<Attack> Of(IEnumerable<Suspect> accused) =>
    [
        .. Joined([.. accused.Where(s => s.Worst < Severity.Low).GroupBy(Likeness, StringComparer.Ordinal)
            .SelectMany(group => group.Count() > MostAlone && group.Key.Length > 0 ? [new Attack([.. group])] : group.Select(s => new Attack([s])))])
            .OrderBy(a => a.First.Worst).ThenByDescending(a => a.Outcome.HasSucceeded).ThenByDescending(a => a.Alerts),
    ];

    // What makes two of them one attack; empty for one that is told by itself.
    private static string Likeness(Suspect suspect) => suspect.IsProven || suspect.Address.IsNone || Outcome.Of(suspect).HasSucceeded
        ? ""
        : $"{suspect.Targets.First()} {string.Join(' ', suspect.Events.All.Where(g => g.Severity == suspect.Worst).Select(g => g.Event.Name).Order(StringComparer.Ordinal))}";

    // The flood that many made together is theirs, where they are known.
    private static List<Attack> Joined(List<Attack> attacks)
    {
        foreach (var flood in attacks.Where(a => a.IsUnattributed).ToList())
        {
            var crowd = attacks.FindIndex(a => a.Addresses > MostAlone && a.First.Targets.Intersect(flood.First.Targets).Any());
            if (crowd >= 0)
            {
                attacks[crowd] = new([.. attacks[crowd]._suspects, .. flood._suspects]);
                _ = attacks.Remove(flood);
            }
        }

        return attacks;
    }

    private string Detail(int sid) => _groups.FirstOrDefault(g => g.Event is { Gid: Gid.Sip } && g.Event.Sid == sid)?.Detail ?? "";

    private long Sum(EventGroup group) => _alerts[(group.Event, group.Severity)];

    // A name stays as it is written: Content-Length, REGISTER.
    private static string Lower(string title)
    {
        var word = title.AsSpan(0, title.IndexOf(' ', StringComparison.Ordinal) is var end && end < 0 ? title.Length : end);
        return word.Length > 1 && word[1..].IndexOfAnyExceptInRange('a', 'z') < 0 ? char.ToLowerInvariant(title[0]) + title[1..] : title;
    }
}
