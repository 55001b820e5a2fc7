namespace SipIds.Packets.Sources;

/// <summary>A source that goes on for ever: <see cref="IPacketSource.TryRead"/> is false while no frame is there, and <see cref="Wait"/> sleeps until one is.</summary>
public interface ILiveSource : IPacketSource
{
    /// <summary>What a person calls it: <c>eth0</c>, <c>queue 0</c>, <c>eth1:eth2</c>.</summary>
    string Name { get; }

    /// <summary>What it took and what it lost so far. May be read from any thread.</summary>
    SourceCounters Counters { get; }

    /// <summary>Waits for frames, and pushes out first what the source holds back (verdicts, frames to send).</summary>
    /// <param name="longest">How long at the most.</param>
    /// <returns>Whether there is something to read.</returns>
    /// <exception cref="IOException">The source is gone, as an interface taken away; the message is a sentence for a person.</exception>
    bool Wait(TimeSpan longest);
}
