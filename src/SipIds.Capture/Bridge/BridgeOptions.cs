using SipIds.Settings;

namespace SipIds.Capture.Bridge;

/// <summary>How two interfaces are joined to a bridge.</summary>
public sealed record BridgeOptions
{
    /// <summary>How large the ring is in which each direction's frames wait.</summary>
    [Setting(
        """
        Size of the ring in which the frames of each direction wait. Every frame takes the room of a full one: 16MiB
        hold 10,000 at an MTU of 1,500.
        """,
        Min = "2MiB", Max = "1GiB")]
    public ByteSize Ring { get; init; } = ByteSize.FromKiB(16 * 1024);
}
