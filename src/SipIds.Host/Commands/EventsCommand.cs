using System.CommandLine;
using SipIds.Configuration;
using SipIds.Events;
using SipIds.Host.Outputs;
using SipIds.Host.Pages;

namespace SipIds.Host.Commands;

/// <summary><c>sipids events</c>: the catalogue, from the code's own descriptors.</summary>
internal static class EventsCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("event")
        {
            Description = "A name, a sid, or a family; without it, all of them.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("events", "List the events, or say what one of them means; with -c, those of the plugins that it names, too.") { name };
        var settings = new SettingsOptions();
        settings.AddTo(command);
        command.SetAction(parsed => settings.Load(parsed) is { } sensor ? Run(parsed.GetValue(name), sensor.Registry.ToCatalogue()) : ExitCode.Usage);
        return command;
    }

    private static int Run(string? wanted, EventCatalogue catalogue)
    {
        if (wanted is null)
        {
            List(catalogue.Events);
            return ExitCode.Done;
        }

        if (catalogue.Find(wanted) is { } found)
        {
            Explain(found);
            return ExitCode.Done;
        }

        var family = catalogue.Events.Where(e => string.Equals(e.Family.Name, wanted, StringComparison.Ordinal)).ToArray();
        if (family.Length > 0)
        {
            List(family);
            return ExitCode.Done;
        }

        Console.Error.WriteLine($"sipids: no event has the name or sid '{wanted}'{Nearest(catalogue, wanted)}");
        return ExitCode.Usage;
    }

    /// <summary>Which event somebody may have meant by a name that is none, as the end of a sentence.</summary>
    internal static string Nearest(EventCatalogue catalogue, string wanted)
    {
        var close = catalogue.Events.Where(e => e.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)).Select(e => e.Name).Take(3).ToArray();
        return close.Length > 0 ? $"; there is {string.Join(", ", close)}"
            : NearestName.Of(wanted, catalogue.Events.Select(e => e.Name)) is { } meant ? $"; did you mean '{meant}'?"
            : "; 'sipids events' lists them all";
    }

    private static void List(IReadOnlyList<EventDescriptor> events)
    {
        var width = events.Max(e => e.Name.Length);
        foreach (var group in events.GroupBy(e => e.Family))
        {
            Console.WriteLine($"{group.Key.Number} {group.Key.Name}");
            foreach (var item in group)
            {
                Console.WriteLine($"  {item.Gid}:{item.Sid}  {item.Name.PadRight(width)}  {Word(item.Severity),-6}  {Word(item.Action)}");
            }
        }
    }

    private static void Explain(EventDescriptor item)
    {
        var page = new Page(Console.Out, OutputWidth.OfTables, TerminalStream.UsesColours);
        page.Line($"{page.Dyed(item.Name, Tint.Strong)}  [{item.Gid}:{item.Sid}]  {item.Title}");
        page.Paragraph(item.Text, indent: 2);
        Explain("severity", $"{(int)item.Severity} ({Word(item.Severity)})");
        Explain("action", item.Action is EventAction.Alert ? Word(item.Action) : $"{Word(item.Action)}, where action_drop is true");
        Explain("family", $"{item.Family.Number} {item.Family.Name}");
        Explain("class", $"{item.Classification.Name} ({item.Classification.Text})");
        Explain("a drop hits", item.Drop);
        Explain("over TCP", item.Action is EventAction.Alert ? "" : DropReach.Stream);
        Explain("settings", string.Join(", ", item.Settings));
        Explain("false alarm", item.FalseAlarm);
        page.Line($"  change it in sipcnf.yaml:  events: {{ {item.Name}: {(item.Action is EventAction.Alert ? "off" : "alert")} }}");

        void Explain(string name, string text) => page.Field($"{name,-12}", text, indent: 2);
    }

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
}
