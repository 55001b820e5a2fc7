using SipIds.Testing.Traffic.Town;

namespace SipIds.Preprocessors.Tests.Standing;

/// <summary>What an adversary gets through: of what is counted no more than the limit within a period, of what is forged nothing.</summary>
internal static class Effect
{
    // A window slides by a twelfth of the period, so this much of it is always covered.
    private const double Covered = 55;

    public static IEnumerable<Violation> Check(IReadOnlyList<SentPacket> sent, Func<long, string> eventsOf)
    {
        var counts = new Dictionary<string, Queue<double>>(StringComparer.Ordinal);
        var attempts = new HashSet<(string, string)>();
        foreach (var packet in sent)
        {
            if (!packet.Passed || packet.Claim is not Claim claim)
            {
                continue;
            }

            if (claim == Claim.Forged || (claim == Claim.Reported && eventsOf(packet.Number).Length == 0))
            {
                yield return new($"one {packet.Kind} that is {claim.Name} passes with {eventsOf(packet.Number)}", $"{packet}");
            }
            else if (claim.Limit > 0 && IsNew(packet.Message) && attempts.Add((claim.Name, packet.Message.CallId)) && IsOver(counts, packet.Time, claim))
            {
                yield return new($"over the limit of {claim}", $"{packet} {eventsOf(packet.Number)}");
            }
        }
    }

    // What a dialog brings with it is no attempt, nor is the repeat of a challenged request, which has its Call-ID.
    private static bool IsNew(WireMessage message) => message is { IsRequest: true, ToTag: "" } && message.Method is not ("ACK" or "CANCEL");

    private static bool IsOver(Dictionary<string, Queue<double>> counts, double time, Claim claim)
    {
        if (!counts.TryGetValue(claim.Name, out var times))
        {
            counts[claim.Name] = times = new();
        }

        times.Enqueue(time);
        while (times.Peek() < time - Covered)
        {
            _ = times.Dequeue();
        }

        return times.Count > claim.Limit;
    }
}
