using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SipIds.Events;
using SipIds.Preprocessing;

namespace SipIds.Configuration.Tests.Docs;

/// <summary><c>docs/events.md</c>: the catalogue of what is registered, as a page.</summary>
internal static partial class EventsPage
{
    public const string Path = "docs/events.md";

    private const string Introduction =
        """
        # Events

        Everything that SipIds can report, from the code's own descriptors. `sipids events` prints the same list, and `sipids events NAME` explains one event.

        - **id** is the generator (140, the number that Snort gives to SIP) and the event's number: family × 1000 + n.
        - **severity** is 1 high (an attack), 2 medium (a breach of protocol that attacks need) or 3 low (odd, and legal or common). Where an event also has a mild form, for what the standard allows and implementations still read differently, that form is reported with severity 3 and drops nothing unless `events:` names the event; and where an event that is mostly harmless has a severe form, that is reported one severity worse and dropped.
        - **title** and **class** are what the EVE log shows and routes by ([eve.md](eve.md#alert)).
        - **action** is what `action_drop: true` does with the packet. `events:` in [sipcnf.yaml](../sipcnf.yaml) changes it for one event ([actions](#actions)).

        Below the table of a family stands for each event whom a **drop** hits and for how long, the **settings** that govern it beside `action_drop`, `events`, `suppress`, `trusted` and `emergency`, which govern all, and what makes it a **false alarm**. Over TCP a drop, of whatever event, is on the connection: it is reset, with all calls on it, unless it carries several users' messages and this one can be taken out of it ([live.md](live.md#what-a-drop-means-on-tcp)).

        ## Actions

        | action | packet | written to | |
        | --- | --- | --- | --- |
        | `off` | passes | nothing | |
        | `log` | passes | EVE log (`event_type` `log`) and packet log | No alert: not in the text output, syslog or the count of alerts, as Snort's `log`. |
        | `alert` | passes | all outputs | |
        | `drop` | is dropped | all outputs | |
        | `reject` | is dropped | all outputs | Over UDP a sender whose address is proved is told so. |
        | `block` | is dropped | all outputs | A sender whose address is proved is dropped unread for `block_time`; [standing.md](standing.md#block) says who never is. |
        | `pass` | passes | nothing | Whatever else the packet raises is neither written nor a reason to drop it, as Snort's and Suricata's `pass`; the summary counts such packets. |

        Of several events of one packet `pass` decides first, then whatever drops. `pass` says that a packet which raises this event is in order: give it only to events that no attacker raises at will, such as a rule of your own about your own hosts. It excuses no packet with a forged source (6005) and no blocked sender (6002). Where a count is over its limit and the packet is not what exceeds it, or in an event's mild form, actions that drop are `alert`.

        Ids and names are public: dashboards, suppressions and tests are written against them. They never change, and a number is never given to another event.

        """;

    /// <summary>The page as the code would have it.</summary>
    public static string Write(PreprocessorRegistry registry)
    {
        var page = new StringBuilder(Introduction);
        foreach (var family in registry.ToCatalogue().Events.GroupBy(e => e.Family))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {family.Key.Number} {family.Key.Name}\n\n");
            page.Append(CultureInfo.InvariantCulture, $"{SummaryOf(family, registry)}\n\n");
            page.Append("| id | name | title | severity | action | class | fires on |\n| --- | --- | --- | --- | --- | --- | --- |\n");
            foreach (var item in family)
            {
                page.Append(CultureInfo.InvariantCulture, $"| {item.Gid}:{item.Sid} | `{item.Name}` | {item.Title} | {(int)item.Severity} {Word(item.Severity)} | {Word(item.Action)} | {item.Classification.Name} | {Cell(item.Text)} |\n");
            }

            AppendConsequences(page, family);
        }

        return page.ToString();
    }

    private static void AppendConsequences(StringBuilder page, IEnumerable<EventDescriptor> family)
    {
        page.Append('\n');
        foreach (var item in family)
        {
            page.Append(CultureInfo.InvariantCulture, $"- `{item.Name}`. **Drop:** {item.Drop} **Settings:** {Settings(item)}. **False alarm:** {item.FalseAlarm}\n");
        }
    }

    private static string Settings(EventDescriptor item) =>
        item.Settings.Count > 0 ? string.Join(", ", item.Settings.Select(path => $"`{path}`")) : "none of its own";

    /// <summary>What a page promises and the catalogue no longer keeps, a sentence each.</summary>
    public static IReadOnlyList<string> BrokenPromises(string page, EventCatalogue catalogue)
    {
        var events = catalogue.Events.ToDictionary(e => (e.Gid, e.Sid));
        return
        [
            .. Promises(page)
                .Where(promise => !events.TryGetValue(promise.Id, out var kept) || !string.Equals(kept.Name, promise.Name, StringComparison.Ordinal))
                .Select(promise => $"event ids and names are public and never change, but {promise.Id.Gid}:{promise.Id.Sid} is no longer {promise.Name}; give a new event a new number"),
        ];
    }

    /// <summary>The ids and names in the tables of a page.</summary>
    public static IEnumerable<((int Gid, int Sid) Id, string Name)> Promises(string page) =>
        Row().Matches(page).Select(row => ((Number(row, "gid"), Number(row, "sid")), row.Groups["name"].Value));

    // The preprocessors of a family introduce it.
    private static string SummaryOf(IEnumerable<EventDescriptor> family, PreprocessorRegistry registry) =>
        string.Join(' ', registry.Registrations.Where(r => r.Info.Events.Intersect(family).Any()).Select(r => r.Info.Summary));

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();

    private static int Number(Match row, string group) => int.Parse(row.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| (?<gid>\d+):(?<sid>\d+) \| `(?<name>[^`]+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Row();
}
