namespace SipIds.Options;

/// <summary>What <c>action_drop</c> says.</summary>
public enum DropMode : byte
{
    /// <summary>Every packet passes; events are alerts.</summary>
    False,

    /// <summary>Packets of events whose action is drop, reject or block are dropped.</summary>
    True,

    /// <summary>Decides as <see cref="True"/> would, lets the packet pass and writes <c>would_drop</c>.</summary>
    Shadow,
}
