using SipIds.Calls.Standings;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>Decides whom a count near or over its limit cuts: strangers share what origins with standing leave of the limit, at least half of it, and these share the whole among themselves.</summary>
internal sealed class LimitShares(PreprocessorServices services, BoundedTable<CountedWindow> asked, TimeSpan period)
{
    // A part of the limit below which nobody's share matters: what was counted there belongs to nobody.
    private const int Unfollowed = 4;
    private const int Subjects = 4096;

    private const ulong Own = 0x0001_0000_0000;
    private const ulong OfStrangers = 0x0002_0000_0000;
    private const ulong Spared = 0x0003_0000_0000;
    private const ulong Known = 0x0004_0000_0000;

    private readonly KeyHasher _hasher = services.Hasher;
    private readonly FairShares _shares = services.Keep($"shares/{period}", () => new FairShares(Subjects, period));

    /// <summary>Whether a count is so far from its limit that nobody need be asked.</summary>
    public static bool IsFar(long count, long limit) => count * Unfollowed <= limit;

    /// <summary>Whether one more counted request passes, whatever the count.</summary>
    /// <param name="subject">Whom it is counted for, with the mark of what is counted.</param>
    /// <param name="holder">Who made it.</param>
    /// <param name="standing">How it counts.</param>
    /// <param name="count">How many were counted, this one included.</param>
    /// <param name="limit">How many are allowed.</param>
    /// <param name="inspection">The packet's.</param>
    /// <param name="isOfSender">Whether the subject is the user in whose name it was sent.</param>
    public bool Spares(StateKey subject, in ShareHolder holder, OriginStanding standing, long count, long limit, Inspection inspection, bool isOfSender = false)
    {
        var now = inspection.Now;
        var kind = standing switch { OriginStanding.Own => Own, OriginStanding.Spared => Spared, OriginStanding.Known => Known, _ => OfStrangers };
        Window(subject.With(kind), now).Hit(now, period);
        var (own, strangers) = (Read(subject.With(Own), now), Read(subject.With(OfStrangers), now));
        if (standing is OriginStanding.Spared)
        {
            // Once what is certainly the sender's own fills the limit, nothing more is owed to it.
            return !isOfSender || own < limit;
        }

        // What was counted before anybody was followed is the strangers', where there are any.
        var nobodys = Math.Max(count - own - strangers - Read(subject.With(Spared), now) - Read(subject.With(Known), now), 0);
        var room = standing is OriginStanding.Stranger
            ? limit - Math.Min(own, limit / 2) - nobodys
            : limit - (strangers == 0 ? nobodys : 0);
        return _shares.TryTake(subject.With(kind), holder, Math.Max(room, 0), count > limit, now, inspection.Call.Standing.IsNew);
    }

    /// <summary>Counts a request that is certainly its origin's, though it is no new one: the repeat of a challenged request.</summary>
    /// <returns>How many there were in the period, this one included.</returns>
    public long Confirm(StateKey subject, Timestamp now) => Window(subject.With(Own), now).Hit(now, period);

    /// <summary>Takes in what an origin has done, where only the answer tells.</summary>
    public void Add(StateKey subject, in ShareHolder holder, Timestamp now) => _shares.Add(subject, holder, now);

    /// <summary>Whether an origin that does it once more exceeds its share of the limit.</summary>
    public bool WouldExceed(StateKey subject, in ShareHolder holder, long limit, Inspection inspection) =>
        _shares.WouldExceed(subject, holder, limit, inspection.Now, inspection.Call.Standing.IsNew);

    /// <summary>Whether what an origin has done exceeds the limit by itself.</summary>
    public bool ExceedsAlone(StateKey subject, in ShareHolder holder, long limit, Timestamp now) => _shares.WouldExceed(subject, holder, limit, now, cutsOnlyWhole: true);

    /// <summary>Takes in what one of the names behind an address has done, once the address comes near its limit.</summary>
    public void Follow(StateKey subject, StateKey name, long count, long limit, Timestamp now)
    {
        if (!IsFar(count, limit))
        {
            _shares.Add(subject, new(name, name), now);
        }
    }

    /// <summary>Whether one more request in a name exceeds its share of what an address may do. Where the names are ever new ones, they are one. What exceeds it weighs on it, so that whoever goes on stays out.</summary>
    public bool ExceedsInName(StateKey subject, StateKey name, long limit, Inspection inspection)
    {
        var (isNew, now) = (inspection.Call.Standing.IsNew, inspection.Now);
        var exceeds = _shares.WouldExceed(subject, new(name, name), limit - (limit / Unfollowed), now, isNew) || (!isNew && _shares.IsCrowded(subject, now));
        if (exceeds)
        {
            _shares.Add(subject, new(name, name), now);
        }

        return exceeds;
    }

    /// <summary>Who a request's share belongs to: its origin's address, and the network of it.</summary>
    public ShareHolder HolderOf(NetAddress origin) => new(SourceKey.Of(origin, _hasher).Key, SourceKey.NetworkOf(origin, _hasher).Key);

    /// <summary>Forgets what has expired.</summary>
    public void OnTick(Timestamp now) => _shares.Sweep(now);

    private ref SlidingWindow Window(StateKey key, Timestamp now)
    {
        ref var counted = ref asked.GetOrAdd(key, now, out _);
        counted.Expires = now + period;
        return ref counted.Window;
    }

    private long Read(StateKey key, Timestamp now) => asked.PlaceOf(key, now) is >= 0 and var place ? asked.At(place).Window.Read(now, period) : 0;
}
