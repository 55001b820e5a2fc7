using System.Globalization;
using SipIds.Events;

namespace SipIds.Configuration.Writing;

/// <summary>The numbers of a preprocessor's events in few words: <c>Events 3001 to 3013.</c></summary>
internal static class EventNumbers
{
    public static string Of(IReadOnlyList<EventDescriptor> events)
    {
        var runs = new List<(EventDescriptor First, EventDescriptor Last)>();
        foreach (var item in events.OrderBy(e => e.Gid).ThenBy(e => e.Sid))
        {
            if (runs is [.., var run] && run.Last.Gid == item.Gid && run.Last.Sid + 1 == item.Sid)
            {
                runs[^1] = (run.First, item);
            }
            else
            {
                runs.Add((item, item));
            }
        }

        var numbers = string.Join(", ", runs.Select(run => Text(run.First, run.Last)));
        return events.Count switch
        {
            0 => "",
            1 => $"Event {numbers}.",
            _ => $"Events {numbers}.",
        };
    }

    private static string Text(EventDescriptor first, EventDescriptor last) =>
        ReferenceEquals(first, last) ? Text(first) : $"{Text(first)} {(first.Sid + 1 == last.Sid ? "and" : "to")} {Text(last)}";

    private static string Text(EventDescriptor item) =>
        item.Gid == Gid.Sip
            ? item.Sid.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{item.Gid}:{item.Sid}");
}
