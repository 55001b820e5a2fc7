using System.Globalization;

namespace SipIds.Testing.Traffic.Town;

/// <summary>The day before: phones register and renew, the carrier's calls are answered and it is called, users call each other.</summary>
internal static class HonestDay
{
    private const double Renewal = 14_000;

    public static void Plan(HonestTown town, Random random)
    {
        foreach (var phone in town.Phones)
        {
            for (var time = 5 + (random.NextDouble() * 60); time < HonestTown.Begin - 300; time += Renewal)
            {
                town.Clock.At(time, () => phone.Register());
            }
        }

        for (var call = 0; call < 24; call++)
        {
            var time = 600 + (call * 3600) + (random.NextDouble() * 60);
            var phone = town.Phones[call % town.Phones.Count];
            var isOut = call % 4 == 3;
            var number = string.Create(CultureInfo.InvariantCulture, $"+4930123{random.Next(1000):d3}");
            town.Clock.At(time, () => Call(town, phone, isOut, number));
        }

        for (var call = 0; call < 3; call++)
        {
            var (from, to) = (town.Phones[call], town.Phones[^(call + 1)]);
            town.Clock.At(4000 + (call * 7000), () => from.Call(to.Uri, talk: 6));
        }
    }

    private static void Call(HonestTown town, SimulatedAgent phone, bool isOut, string number)
    {
        if (isOut)
        {
            phone.Call($"sip:{number}@example.com", talk: 5);
        }
        else
        {
            town.Trunk.Call(phone.Uri, talk: 5);
        }
    }
}
