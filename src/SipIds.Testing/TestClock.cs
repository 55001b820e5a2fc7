using SipIds.Packets;

namespace SipIds.Testing;

/// <summary>Where the time of tests begins.</summary>
public static class TestClock
{
    /// <summary>2026-01-01 00:00:00 UTC.</summary>
    public static Timestamp Start { get; } = Timestamp.FromUnix(1_767_225_600);
}
