namespace SipIds.Events;

/// <summary>A group of events, and what kind of attack they are unless one says otherwise.</summary>
/// <param name="Number">The thousands of the event ids.</param>
/// <param name="Name">What the events' names begin with or are about.</param>
/// <param name="Classification">What kind of attack its events are, if they do not say otherwise.</param>
public sealed record EventFamily(int Number, string Name, EventClass Classification)
{
    private static readonly EventFamily s_other = new(0, "other", EventClass.MiscActivity);

    /// <summary>The built-in families.</summary>
    public static IReadOnlyList<EventFamily> All { get; } =
    [
        new(1, "syntax", EventClass.ProtocolCommandDecode),
        new(2, "mandatory", EventClass.ProtocolCommandDecode),
        new(3, "sessions", EventClass.BadUnknown),
        new(4, "thresholds", EventClass.AttemptedDos),
        new(5, "origin", EventClass.MiscAttack),
        new(6, "sender", EventClass.MiscAttack),
        new(7, "identity", EventClass.AttemptedDos),
        new(8, "rtp", EventClass.MiscAttack),
        new(9, "behaviour", EventClass.BadUnknown),
        new(10, "decoder", EventClass.ProtocolCommandDecode),
    ];

    internal static EventFamily Of(EventDescriptor descriptor)
    {
        var number = descriptor.Sid / 1000;
        return descriptor.Gid == Gid.Sip && number >= 1 && number <= All.Count ? All[number - 1] : s_other;
    }
}
