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

        ## What is detected

        - **Syntax, 1001 to 1012.** Anything that is not SIP, breaks its grammar or exceeds a limit; and messages that known implementations read differently, such as two Content-Lengths or a second message in the datagram, with which an attacker shows one message to the sensor and another to the server.
        - **Mandatory fields, 2001 to 2017.** Call-ID, CSeq, From, To, Via and Max-Forwards that are missing, repeated, oversized or wrong; SQL, shell, script and printf injection in users, display names, credentials and product names; numbers that a dial plan would take apart; attack tools by their names and by their wire habits.
        - **Calls, 3001 to 3013.** Messages that do not fit the call that they claim to belong to: a BYE or CANCEL for no call, an ACK that nothing is waiting for, tags of another dialog, a peer that challenges a request inside a call to collect credentials, loops. [call-state.md](call-state.md) draws the state machine.
        - **Counts, 4001 to 4022.** SPIT; floods by caller, callee, source and registrar and from ever new sources, also of MESSAGE and SUBSCRIBE requests; password guessing; fast and slow scans for extensions and for prefixes that let calls out; one-ring fraud; reflection. A retransmission, a further hop and the authenticated repeat of a challenged request are not counted again.
        - **Origins, 5001 to 5011.** CANCEL, BYE, REFER, re-INVITE, Replaces and final responses from where they cannot come from, registrations taken over or removed by somebody else, phones that strangers cause to call; through NAT and proxies.
        - **Senders, 6002 and 6005.** Blocked senders; and inline, packets in the name of a proxy, peer, registrar or trusted address that come in by another interface than theirs.
        - **Identity, 7001 to 7005.** Certificate URLs that make proxies attack a web server, and PASSporTs of other calls.
        - **Toll fraud, 9003.** An account with more simultaneous calls to premium numbers, more minutes of them in a day, or more new countries than on any day before and than `toll` allows, however the number is dialled.
        - **Behaviour, 9001 and 9002, off by default.** Traffic that stays under every limit and is still unusual: a mix of messages, or a rate of one user, unlike the hours and weeks before. [tuning.md](tuning.md) says how it is learnt, and what it misses.
        - **Below SIP, 10001 to 10005.** Wrong checksums, overlapping fragments and segments, and whatever else a receiver discards; it changes no state ([decoder.md](decoder.md)).

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
