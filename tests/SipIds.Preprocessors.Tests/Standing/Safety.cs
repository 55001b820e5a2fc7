using SipIds.Testing.Traffic.Town;

namespace SipIds.Preprocessors.Tests.Standing;

/// <summary>Each honest packet that passes alone passes beside an adversary.</summary>
internal static class Safety
{
    public static IEnumerable<Violation> Check(IReadOnlyList<SentPacket> sent, Baseline baseline, Func<long, string> eventsOf)
    {
        var passed = new Dictionary<(string, ulong), int>(baseline.Passed.Count);
        var isAnyDropped = false;
        foreach (var packet in sent.Where(packet => packet.Claim is null))
        {
            var key = (packet.Sender, packet.Key);
            var count = passed.GetValueOrDefault(key);
            if (packet.Passed)
            {
                passed[key] = count + 1;
            }
            else if (baseline.Passed.TryGetValue(key, out var alone) && count < alone.Count)
            {
                isAnyDropped = true;
                yield return new($"an honest {packet.Kind} is dropped by {eventsOf(packet.Number)}", $"{packet}");
            }
        }

        // What servers do differently because of what the adversary may ask of them is not the sensor's doing; what follows from a drop is.
        foreach (var (key, alone) in baseline.Passed)
        {
            if (isAnyDropped && passed.GetValueOrDefault(key) < alone.Count)
            {
                yield return new("an honest packet does not come", $"{alone[0]}");
            }
        }
    }
}
