using SipIds.Packets;

namespace SipIds.State;

/// <summary>What a table must know of its values to give up the right one.</summary>
/// <typeparam name="TSelf">The value.</typeparam>
public interface IEvictable<TSelf>
    where TSelf : struct, IEvictable<TSelf>
{
    /// <summary>When the value is worth nothing any more.</summary>
    Timestamp Expires { get; }

    /// <summary>How dear the value is among live ones: the lowest is given up first, among equals the one that expires first.</summary>
    int Rank { get; }
}
