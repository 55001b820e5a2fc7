namespace SipIds.Testing;

/// <summary>A packet that went through a preprocessor, and what became of it.</summary>
/// <param name="Packet">The packet.</param>
/// <param name="Events">What was reported of it.</param>
/// <param name="Dropped">Whether it was kept from <see cref="Preprocessing.IPreprocessor.Observe"/>, as an inline pipeline drops it.</param>
public sealed record SeenPacket(TestPacket Packet, IReadOnlyList<ReportedEvent> Events, bool Dropped);
