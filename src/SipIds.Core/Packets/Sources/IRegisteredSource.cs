namespace SipIds.Packets.Sources;

/// <summary>A live source that <see cref="SourceRegistry"/> opens by its name and that of what it watches, as <c>--source sharppcap:en0</c> asks for it.</summary>
/// <typeparam name="TSelf">The source itself.</typeparam>
public interface IRegisteredSource<TSelf> : ILiveSource
    where TSelf : IRegisteredSource<TSelf>
{
    /// <summary>What the registry must know of it before there is one.</summary>
    static abstract SourceInfo Info { get; }

    /// <summary>Opens one source, or as many as there are workers, among which it shares the packets out.</summary>
    /// <exception cref="IOException">It cannot be opened; the message is a sentence for a person.</exception>
    static abstract IReadOnlyList<TSelf> Open(SourceRequest request);
}
