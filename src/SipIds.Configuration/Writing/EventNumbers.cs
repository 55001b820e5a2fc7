using System.Globalization;
using SipIds.Events;

namespace SipIds.Configuration.Writing;

/// <summary>The numbers of a preprocessor's events in few words: <c>Events 3001 to 3013.</c></summary>
internal static class EventNumbers
{
    public static string Of(IReadOnlyList<EventDescriptor> events)
    {
        var ordered = events.OrderBy(item => item.Gid).ThenBy(item => item.Sid).ToList();
        var text = "";
        for (var first = 0; first < ordered.Count;)
        {
            var last = first;
            while (last + 1 < ordered.Count && Follows(ordered[last], ordered[last + 1]))
            {
                last++;
            }

            text += (first > 0 ? ", " : "") + Run(ordered[first], ordered[last], isPair: last == first + 1);
            first = last + 1;
        }

        return events.Count switch
        {
            0 => "",
            1 => $"Event {text}.",
            _ => $"Events {text}.",
        };
    }

    private static bool Follows(EventDescriptor item, EventDescriptor next) => item.Gid == next.Gid && item.Sid + 1 == next.Sid;

    private static string Run(EventDescriptor first, EventDescriptor last, bool isPair) =>
        ReferenceEquals(first, last) ? Number(first) : $"{Number(first)} {(isPair ? "and" : "to")} {Number(last)}";

    private static string Number(EventDescriptor item)
    {
        var sid = item.Sid.ToString(CultureInfo.InvariantCulture);
        return item.Gid == Gid.Sip ? sid : $"{item.Gid.ToString(CultureInfo.InvariantCulture)}:{sid}";
    }
}
