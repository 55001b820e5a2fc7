using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>Users and numbers that rang, answered, were busy or registered in the last hour: who asks for these scans nothing.</summary>
internal sealed class ReachedUsers(ThresholdsOptions options, PreprocessorServices services)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(1);

    private readonly BoundedTable<Reached> _users = services.Keep("reached_users", () => new BoundedTable<Reached>(options.Users / 2));

    public void Add(StateKey user, Timestamp now) => _users.GetOrAdd(user, now, out _).Expires = now + s_lifetime;

    public bool Has(StateKey user, Timestamp now) => _users.PlaceOf(user, now) >= 0;

    /// <summary>Forgets what has expired.</summary>
    public void OnTick(Timestamp now) => _users.Sweep(now, _users.Capacity / UnknownUsers.TicksForAll);

    private struct Reached : IEvictable<Reached>
    {
        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}
