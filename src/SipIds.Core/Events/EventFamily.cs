namespace SipIds.Events;

/// <summary>A group of events and the classification that Suricata's and Snort's tools show for it.</summary>
/// <param name="Number">The thousands of the event ids.</param>
/// <param name="Name">What the events' names begin with or are about.</param>
/// <param name="Classification">The text of EVE's <c>category</c>, from Suricata's classification list.</param>
public sealed record EventFamily(int Number, string Name, string Classification)
{
    private static readonly EventFamily s_other = new(0, "other", "Misc activity");

    /// <summary>The built-in families.</summary>
    public static IReadOnlyList<EventFamily> All { get; } =
    [
        new(1, "syntax", "Generic Protocol Command Decode"),
        new(2, "mandatory", "Generic Protocol Command Decode"),
        new(3, "sessions", "Potentially Bad Traffic"),
        new(4, "thresholds", "Attempted Denial of Service"),
        new(5, "origin", "Misc Attack"),
        new(6, "sender", "Misc Attack"),
        new(7, "identity", "Attempted Denial of Service"),
        new(8, "rtp", "Misc Attack"),
        new(9, "behaviour", "Potentially Bad Traffic"),
        new(10, "decoder", "Generic Protocol Command Decode"),
    ];

    internal static EventFamily Of(EventDescriptor descriptor)
    {
        var number = descriptor.Sid / 1000;
        return descriptor.Gid == Gid.Sip && number >= 1 && number <= All.Count ? All[number - 1] : s_other;
    }
}
