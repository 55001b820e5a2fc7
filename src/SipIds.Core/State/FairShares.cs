using SipIds.Packets;

namespace SipIds.State;

/// <summary>Says whose requests are cut where a count is over its limit: max-min shares, by network first and then by origin, so that the largest pay and a newcomer gets in.</summary>
/// <remarks>
/// A subject is followed only when it comes near its limit. What was counted before that belongs to nobody, and takes its part of the limit as long as it counts.
/// An origin's share is cut where it exceeds the level at which all shares together fit into the limit (Bertsekas and Gallager, Data Networks, §6.5.2).
/// </remarks>
public sealed class FairShares : IBoundedState
{
    private const int CallsForAll = 64;

    private readonly BoundedTable<SharedLimit> _subjects;
    private readonly TimeSpan _period;
    private readonly long _partLength;

    /// <param name="subjects">How many subjects near their limits there is room for, at 1 KiB each.</param>
    /// <param name="period">Over how long a request counts.</param>
    public FairShares(int subjects, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(period, TimeSpan.Zero);
        _subjects = new(subjects);
        _period = period;
        _partLength = Math.Max(period.Ticks * TimeSpan.NanosecondsPerTick / ShareEntry.Parts, 1);
    }

    /// <inheritdoc/>
    public int Capacity => _subjects.Capacity;

    /// <inheritdoc/>
    int IBoundedState.Count => _subjects.Count;

    /// <inheritdoc/>
    public long Evictions => _subjects.LiveEvictions;

    /// <summary>Takes in one more request, and says whether its origin's share has room for it.</summary>
    /// <param name="subject">Whom it is counted for.</param>
    /// <param name="holder">Who made it.</param>
    /// <param name="room">How many are allowed, less those that belong to nobody.</param>
    /// <param name="isOver">Whether the count is over its limit; under it everybody has room.</param>
    /// <param name="now">The packets' clock.</param>
    /// <param name="cutsOnlyWhole">Whether a share is cut only where it exceeds the limit by itself.</param>
    public bool TryTake(StateKey subject, in ShareHolder holder, long room, bool isOver, Timestamp now, bool cutsOnlyWhole = false) =>
        SharesOf(subject, now).TryTake(holder, room, isOver, cutsOnlyWhole);

    /// <summary>Takes in what an origin has done, where it is known afterwards only.</summary>
    /// <param name="subject">Whom it is counted for.</param>
    /// <param name="holder">Who did it.</param>
    /// <param name="now">The packets' clock.</param>
    public void Add(StateKey subject, in ShareHolder holder, Timestamp now) => SharesOf(subject, now).Add(holder);

    /// <summary>Whether an origin that does it once more exceeds its share.</summary>
    /// <param name="subject">Whom it is counted for.</param>
    /// <param name="holder">Who asks.</param>
    /// <param name="limit">How many are allowed.</param>
    /// <param name="now">The packets' clock.</param>
    /// <param name="cutsOnlyWhole">Whether a share is cut only where it exceeds the limit by itself.</param>
    public bool WouldExceed(StateKey subject, in ShareHolder holder, long limit, Timestamp now, bool cutsOnlyWhole = false) =>
        SharesOf(subject, now).WouldExceed(holder, limit, cutsOnlyWhole);

    /// <summary>Whether more origins did it than have places, so that ever new ones would each have a share.</summary>
    /// <param name="subject">Whom it is counted for.</param>
    /// <param name="now">The packets' clock.</param>
    public bool IsCrowded(StateKey subject, Timestamp now) => SharesOf(subject, now).IsFull;

    /// <summary>Takes subjects that nobody counts for any more away, all of them within 64 calls.</summary>
    public void Sweep(Timestamp now) => _subjects.Sweep(now, _subjects.Capacity / CallsForAll);

    private ref SharedLimit SharesOf(StateKey subject, Timestamp now)
    {
        ref var shared = ref _subjects.GetOrAdd(subject, now, out _);
        shared.Expires = now + _period + _period;
        shared.Advance((uint)(now.Nanoseconds / _partLength));
        return ref shared;
    }
}

/// <summary>Who holds a share: an origin, and the network that it belongs to.</summary>
/// <param name="Origin">The origin.</param>
/// <param name="Network">The network.</param>
public readonly record struct ShareHolder(StateKey Origin, StateKey Network);
