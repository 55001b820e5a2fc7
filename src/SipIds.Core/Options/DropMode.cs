using SipIds.Settings;

namespace SipIds.Options;

/// <summary>What <c>action_drop</c> says.</summary>
public enum DropMode : byte
{
    /// <summary>Every packet passes; events are alerts.</summary>
    [Setting("every packet passes, events are alerts")]
    False,

    /// <summary>Packets of events whose action is drop, reject or block are dropped.</summary>
    [Setting("drop; on a capture only with --inline, since what was captured has passed already")]
    True,

    /// <summary>Decides as <see cref="True"/> would, lets the packet pass and writes <c>would_drop</c>.</summary>
    [Setting("decide as true would, let the packet pass, write would_drop: a rehearsal")]
    Shadow,
}
