using System.Globalization;

namespace SipIds.Testing.Traffic.Town;

/// <summary>The minutes in which an adversary is at work: all that honest parties do, below every limit.</summary>
internal static class HonestMinutes
{
    private const double Span = HonestTown.End - HonestTown.Begin;

    public static void Plan(HonestTown town, Random random)
    {
        foreach (var phone in town.Phones)
        {
            At(town, random, () => phone.Register());
        }

        CallEachOther(town, random);
        CallOutside(town, random);
        KeepCallsUp(town, random);
        Move(town, random);
        if (town.HasStrangers)
        {
            MeetStrangers(town, random);
        }

        for (var round = 0; round < 2; round++)
        {
            foreach (var phone in town.Phones)
            {
                town.Clock.At(HonestTown.Begin + 20 + (round * 60), () => town.Server.Qualify(phone.User));
            }
        }
    }

    private static void CallEachOther(HonestTown town, Random random)
    {
        for (var call = 0; call < 3; call++)
        {
            var (from, to) = (town.Phones[random.Next(town.Phones.Count)], town.Phones[random.Next(town.Phones.Count)]);
            var cancelAfter = random.Next(4) == 0 ? 0.6 : -1;
            At(town, random, () => from.Call(to.Uri, talk: 4, cancelAfter));
        }

        var caller = town.Phones[^1];
        At(town, random, () => caller.Call("sip:600@example.com", talk: 5));
        At(town, random, () => town.Phones[0].Send("MESSAGE", town.Phones[1].Uri));
        At(town, random, () => town.Phones[2].Send("SUBSCRIBE", town.Phones[3].Uri, "Event: presence\r\n"));
    }

    private static void CallOutside(HonestTown town, Random random)
    {
        for (var call = 0; call < 4; call++)
        {
            var phone = town.Phones[random.Next(town.Phones.Count)];
            At(town, random, () => town.Trunk.Call(phone.Uri, talk: 4));
        }

        var number = string.Create(CultureInfo.InvariantCulture, $"sip:+4940765{random.Next(1000):d3}@example.com");
        At(town, random, () => town.Phones[1].Call(number, talk: 6));
    }

    // Calls that began before and end among all the rest.
    private static void KeepCallsUp(HonestTown town, Random random)
    {
        var (from, to) = (town.Phones[3], town.Phones[4]);
        town.Clock.At(HonestTown.Begin - 100, () => from.Call(to.Uri, talk: 130));
        town.Clock.At(HonestTown.Begin - 90, () => town.Trunk.Call(town.Phones[1].Uri, talk: 140));
        town.Clock.At(HonestTown.Begin - 30, () => town.Phones[0].Call(town.Phones[4].Uri, talk: 60));
        town.Clock.At(HonestTown.Begin + 15, () => Reappear(town.Phones[0], "203.0.113.5:42001"));
        At(town, random, () =>
        {
            foreach (var dialog in from.Dialogs.Values.Where(dialog => !dialog.IsOver).ToArray())
            {
                from.Reinvite(dialog);
            }
        });
    }

    // A NAT that gives a phone another port, and a phone that goes on elsewhere: both register at once.
    private static void Move(HonestTown town, Random random)
    {
        var behindNat = town.Phones[random.Next(3)];
        At(town, random, () => AfterSilence(town, behindNat, () => Reappear(behindNat, $"203.0.113.5:{41_000 + town.Seed % 500}")));
        var moves = random.Next(2) == 0;
        var when = random.NextDouble();
        if (moves && town.HasStrangers)
        {
            // In a network where it was never seen it is a stranger itself.
            town.Clock.At(HonestTown.Begin + (when * Span), () => Reappear(town.Phones[^1], "198.18.200.7:5060"));
        }
    }

    // A NAT keeps a port while it is used, however short its memory is.
    private static void AfterSilence(HonestTown town, SimulatedAgent phone, Action action)
    {
        if (phone.IsSilent)
        {
            action();
        }
        else
        {
            town.Clock.After(1, () => AfterSilence(town, phone, action));
        }
    }

    private static void Reappear(SimulatedAgent phone, string address)
    {
        phone.MoveTo(TestEndpoint.Parse(address));
        phone.Register();
    }

    // A new phone, and a caller from another domain.
    private static void MeetStrangers(HonestTown town, Random random)
    {
        var newcomer = town.NewPhone(50);
        At(town, random, () => newcomer.Register());
        var caller = new SimulatedAgent(
            town.Network, "sip:zoe@elsewhere.example", town.Seed, TestEndpoint.Parse("198.18.120.9"), town.Server.Address, usesQop: false);
        At(town, random, () => caller.Call(town.Phones[2].Uri, talk: 3));
    }

    private static void At(HonestTown town, Random random, Action action) => town.Clock.At(HonestTown.Begin + 5 + (random.NextDouble() * (Span - 30)), action);
}
