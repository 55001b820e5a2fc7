using SipIds.Packets;

namespace SipIds.Host.Live;

/// <summary>The machine's clock as packets are stamped.</summary>
internal static class Timestamps
{
    public static Timestamp Now(TimeProvider time) => new((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick);
}
