using System.CommandLine;
using SipIds.Events;
using SipIds.Host.Reading.Report;

namespace SipIds.Host.Commands;

/// <summary>The options of <c>read</c> that say which alerts are wanted.</summary>
internal sealed class AlertOptions
{
    private readonly Option<string[]> _events = new("--event") { Description = "Only alerts of this event, by its name or number, in all outputs. May be repeated.", HelpName = "name" };
    private readonly Option<string?> _severity = new("--min-severity") { Description = "Only alerts that are as bad as this, or worse: 1 high, 2 medium, 3 low.", HelpName = "1|2|3" };
    private readonly Option<string?> _from = Moment("--from", "Only alerts and calls from this moment on: 2026-11-20T22:25:29, 22:25:29 on the first day, or +90 seconds after the first packet; UTC.");
    private readonly Option<string?> _to = Moment("--to", "Only alerts and calls up to this moment.");

    public AlertOptions() => _severity.AcceptOnlyFromAmong("1", "2", "3", "high", "medium", "low");

    /// <summary>Whether each alert is written.</summary>
    public Option<bool> All { get; } = new("--all") { Description = "Write each alert, a line each, and not only what they come to." };

    public void AddTo(Command command)
    {
        command.Add(All);
        command.Add(_events);
        command.Add(_severity);
        command.Add(_from);
        command.Add(_to);
        command.Validators.Add(result =>
        {
            if (MomentOf(result.GetValue(_from)) is { } from && MomentOf(result.GetValue(_to)) is { } to && from.IsLaterThan(to))
            {
                result.AddError($"--from {result.GetValue(_from)} is later than --to {result.GetValue(_to)}: nothing can be between them.");
            }
        });
    }

    /// <summary>Reads them; an event that is unknown is said on standard error.</summary>
    public bool TryRead(ParseResult parsed, EventCatalogue catalogue, out AlertFilter filter)
    {
        var events = new HashSet<EventDescriptor>();
        filter = new();
        foreach (var name in parsed.GetValue(_events) ?? [])
        {
            if (catalogue.Find(name) is not { } found)
            {
                Console.Error.WriteLine($"sipids: there is no event '{name}'{EventsCommand.Nearest(catalogue, name)}");
                return false;
            }

            _ = events.Add(found);
        }

        filter = new() { Events = events, Mildest = SeverityOf(parsed.GetValue(_severity)), From = MomentOf(parsed.GetValue(_from)), To = MomentOf(parsed.GetValue(_to)) };
        return true;
    }

    private static Option<string?> Moment(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "time" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && MomentOf(token.Value) is null)
            {
                result.AddError($"'{token.Value}' is no time; write 2026-11-20T22:25:29, 22:25:29 or +90.");
            }
        });
        return option;
    }

    private static ReadMoment? MomentOf(string? text) => text is not null && ReadMoment.TryParse(text, out var moment) ? moment : null;

    private static Severity SeverityOf(string? text) => text switch
    {
        "1" or "high" => Severity.High,
        "2" or "medium" => Severity.Medium,
        _ => Severity.Low,
    };
}
