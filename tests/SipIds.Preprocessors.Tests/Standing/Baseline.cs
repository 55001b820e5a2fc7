using SipIds.Testing.Traffic.Town;

namespace SipIds.Preprocessors.Tests.Standing;

/// <summary>The honest packets that pass when there is no adversary.</summary>
internal sealed class Baseline
{
    private Baseline(Dictionary<(string Sender, ulong Key), List<SentPacket>> passed) => Passed = passed;

    /// <summary>By sender and packet; more than one where a packet was sent again.</summary>
    public IReadOnlyDictionary<(string Sender, ulong Key), List<SentPacket>> Passed { get; }

    public static Baseline Of(int seed, bool hasStrangers, SensorMaker maker)
    {
        var town = new HonestTown(seed, maker(seed).Judge, hasStrangers);
        var passed = new Dictionary<(string Sender, ulong Key), List<SentPacket>>();
        foreach (var packet in town.Run().Where(packet => packet.Passed))
        {
            if (!passed.TryGetValue((packet.Sender, packet.Key), out var copies))
            {
                passed[(packet.Sender, packet.Key)] = copies = [];
            }

            copies.Add(packet);
        }

        return new(passed);
    }
}
