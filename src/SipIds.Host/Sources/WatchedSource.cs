using SipIds.Packets.Sources;

namespace SipIds.Host.Sources;

/// <summary>Something to watch: the source that does it, and what it is to open.</summary>
/// <param name="Source">The source.</param>
/// <param name="Target">An interface, or what else the source watches.</param>
internal sealed record WatchedSource(SourceRegistration Source, string Target)
{
    /// <summary>Opens it, as many times as there are workers.</summary>
    /// <exception cref="IOException">It cannot be opened; the message is a sentence for a person.</exception>
    public IReadOnlyList<ILiveSource> Open(CaptureOptions capture, IReadOnlyList<int> ports, int workers) =>
        Source.Open(new() { Target = Target, Capture = capture, Ports = ports, Workers = workers });
}
