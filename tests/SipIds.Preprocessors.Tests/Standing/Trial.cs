using SipIds.Testing.Traffic.Town;

namespace SipIds.Preprocessors.Tests.Standing;

/// <summary>Makes a sensor for the town of a seed, with a way to ask which events a packet raised.</summary>
internal delegate (InlineSensor Judge, Func<long, string> EventsOf) SensorMaker(int seed);

/// <summary>Honest traffic alone, and the same with an adversary beside it.</summary>
internal static class Trial
{
    /// <summary>The real pipeline.</summary>
    public static (InlineSensor Judge, Func<long, string> EventsOf) Pipeline(int seed)
    {
        var sensor = new StandingSensor(seed);
        return (sensor.Judge, sensor.EventsOf);
    }

    /// <summary>Honest packets that do not pass although there is no adversary.</summary>
    public static IReadOnlyList<Violation> Alone(int seed, SensorMaker maker)
    {
        var (judge, eventsOf) = maker(seed);
        return [.. new HonestTown(seed, judge).Run().Where(packet => !packet.Passed).Select(packet => new Violation($"{packet.Kind} is dropped without an attack by {eventsOf(packet.Number)}", $"{packet}"))];
    }

    /// <summary>What an attack does that it should not.</summary>
    public static IReadOnlyList<Violation> Of(int seed, Attack attack, Baseline baseline, SensorMaker maker)
    {
        var (judge, eventsOf) = maker(seed);
        var town = new HonestTown(seed, judge, !attack.CrowdsOut);
        attack.Plan(new(town));
        var sent = town.Run();
        return [.. Safety.Check(sent, baseline, eventsOf), .. Effect.Check(sent, eventsOf)];
    }
}
