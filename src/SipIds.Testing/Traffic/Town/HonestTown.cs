using System.Globalization;

namespace SipIds.Testing.Traffic.Town;

/// <summary>A server, its phones, its carrier and some strangers, made from a seed, who do nothing but what is honest. The same seed does the same, whatever others do beside it.</summary>
internal sealed class HonestTown
{
    /// <summary>When the day of warm-up is over, and an adversary may begin.</summary>
    public const double Begin = 90_000;

    /// <summary>When an adversary is through.</summary>
    public const double End = Begin + 150;

    /// <summary>When all is over.</summary>
    public const double Last = End + 40;

    private readonly Random _random;

    public HonestTown(int seed, InlineSensor sensor, bool hasStrangers = true)
    {
        _random = new(seed);
        (Seed, Network, HasStrangers) = (seed, new(Clock, sensor), hasStrangers);
        Habits = HabitsOf(seed);
        var address = TestEndpoint.Parse("198.51.100.10");
        Server = Habits.IsProxy ? new SimulatedProxy(Network, seed, address, Habits) : new SimulatedServer(Network, seed, address, Habits).Open();
        Trunk = NewTrunk();
        Server.Carrier = Trunk.Address;
        Server.Trunks.UnionWith([Trunk.Address.Address, Trunk.Partner?.Address.Address ?? Trunk.Address.Address]);
        Phones = [.. Enumerable.Range(0, 5 + _random.Next(2)).Select(NewPhone)];
        Server.Groups["600"] = [.. Phones.Take(4).Select(phone => phone.User)];
        HonestDay.Plan(this, _random);
        HonestMinutes.Plan(this, _random);
    }

    public int Seed { get; }

    /// <summary>Whether some come that were never seen before.</summary>
    public bool HasStrangers { get; }

    public Simulation Clock { get; } = new();

    public SimulatedNetwork Network { get; }

    public ServerHabits Habits { get; }

    public SimulatedRegistrar Server { get; }

    public SimulatedAgent Trunk { get; }

    public IReadOnlyList<SimulatedAgent> Phones { get; }

    /// <summary>How the server of a town is, without making the town.</summary>
    public static ServerHabits HabitsOf(int seed)
    {
        var random = new Random(seed ^ 0x5A5A);
        return new()
        {
            AsksForPassword = random.NextDouble() < 0.8,
            OffersQop = random.NextDouble() < 0.5,
            IsPredictable = random.NextDouble() < 0.2,
            IsProxy = random.NextDouble() < 0.4,
            IsFarm = random.NextDouble() < 0.3,
        };
    }

    public IReadOnlyList<SentPacket> Run()
    {
        Clock.Run(Last);
        return Network.Sent;
    }

    /// <summary>A phone that is not registered yet.</summary>
    /// <param name="number">Which, from 0; those from 50 on are strangers.</param>
    public SimulatedAgent NewPhone(int number)
    {
        var user = string.Create(CultureInfo.InvariantCulture, $"{1001 + number}");
        var isBehindNat = number < 3;
        var address = isBehindNat ? $"203.0.113.5:{40_001 + number}" : $"198.18.{10 + number}.7:5060";
        var secret = "secret of " + user;
        Server.AddUser(user, secret);
        return new(Network, $"sip:{user}@example.com", Seed, TestEndpoint.Parse(address), Server.Address, Habits.OffersQop)
        {
            SentBy = isBehindNat ? $"192.168.1.{10 + number}:5060" : address,
            Secret = Habits.AsksForPassword ? secret : "",
            AnswersAfter = 1 + (number * 0.3),
            KeepsNonce = Chance(0.5),
        };
    }

    private bool Chance(double chance) => _random.NextDouble() < chance;

    private SimulatedAgent NewTrunk()
    {
        var isPair = Chance(0.3);
        var partner = isPair ? NewCarrier("192.0.2.201:5060", null) : null;
        return NewCarrier("192.0.2.200:5060", partner);
    }

    private SimulatedAgent NewCarrier(string address, SimulatedAgent? partner) =>
        new(Network, "sip:carrier@carrier.example", Seed + (partner is null ? 0 : 7), TestEndpoint.Parse(address), TestEndpoint.Parse("198.51.100.10"), usesQop: false)
        {
            Partner = partner,
            ContactHost = partner is null ? "" : "sbc.carrier.example",
            AnswersAfter = 2,
        };
}
