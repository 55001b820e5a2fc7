namespace SipIds.Packets;

/// <summary>Who sends right checksums and who wrong ones: by MAC address and IP address, and of each MAC address by how many of its IP addresses. The last senders are remembered.</summary>
internal sealed class ChecksumHabits
{
    private const int Senders = 4096;

    // Wrong ones for each right one, at least, of a sender whose checksums are nearly all wrong.
    private const int NearlyAll = 8;
    private const int Enough = 4096;
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    private readonly ulong _seed = EndpointHash.NewSeed();
    private readonly Habit[] _habits = new Habit[Senders];

    public void CountRight(MacAddress mac, NetAddress address)
    {
        ref var habit = ref HabitOf(mac, address);
        habit.Count(isRight: true);
        if (habit.Right == 1 && mac != default)
        {
            HabitOf(mac, default).Count(isRight: true);
        }
    }

    /// <summary>Counts a wrong checksum.</summary>
    /// <returns>Whether nearly all of the sender's are.</returns>
    public bool CountWrong(MacAddress mac, NetAddress address, bool isUnmade)
    {
        ref var habit = ref HabitOf(mac, address);
        habit.Count(isRight: false);
        var (isFirst, isHabit) = (habit.Wrong == 1, habit.IsNearlyAllWrong);
        ref var neighbours = ref HabitOf(mac, default);
        if (isFirst && mac != default)
        {
            neighbours.Count(isRight: false);
        }

        // Next to packets that it forwards a router sends its own: what shows that the card is to do it speaks for itself.
        return isHabit && (isUnmade || mac == default || neighbours.IsNearlyAllWrong);
    }

    /// <summary>Whether a sender's checksums are known to be nearly all wrong.</summary>
    public bool IsCapturingHost(MacAddress mac, NetAddress address)
    {
        ref readonly var habit = ref HabitOf(mac, address);
        return habit.Wrong > 0 && habit.IsNearlyAllWrong;
    }

    private ref Habit HabitOf(MacAddress mac, NetAddress address)
    {
        var high = Math.BigMul(address.Low ^ _seed, (address.High + mac.Value) ^ Multiplier, out var low);
        var key = high ^ low;
        ref var habit = ref _habits[key % Senders];
        if (habit.Key != key)
        {
            habit = new() { Key = key };
        }

        return ref habit;
    }

    private struct Habit
    {
        public ulong Key;
        public int Right;
        public int Wrong;

        public readonly bool IsNearlyAllWrong => Wrong >= Right * NearlyAll;

        public void Count(bool isRight)
        {
            if (Right + Wrong == Enough)
            {
                (Right, Wrong) = (Right / 2, Wrong / 2);
            }

            (Right, Wrong) = isRight ? (Right + 1, Wrong) : (Right, Wrong + 1);
        }
    }
}
