using FsCheck;
using FsCheck.Fluent;

namespace SipIds.Core.Tests.Sip;

/// <summary>A real message and what was done to it.</summary>
internal sealed record Mutation(byte[] Payload)
{
    private static readonly byte[] s_structural = "\r\n :\t,;\"\\<>=@[]%\0"u8.ToArray();

    /// <summary>Messages of the corpus after up to twelve flips, insertions, deletions, repetitions and cuts.</summary>
    public static Arbitrary<Mutation> Arbitrary { get; } = Arb.From(
        from index in Gen.Choose(0, Corpus.All.Count - 1)
        from steps in Gen.ArrayOf(Step())
        select new Mutation(steps.Take(12).Aggregate(Corpus.All[index], (payload, step) => Apply(payload, step))));

    /// <summary>The message with every byte written so that a failure can be read and repeated.</summary>
    public override string ToString() => $"Convert.FromBase64String(\"{Convert.ToBase64String(Payload)}\")";

    private static Gen<(int Kind, int Place, byte Value)> Step() =>
        from kind in Gen.Choose(0, 5)
        from place in Gen.Choose(0, int.MaxValue - 1)
        from structural in Gen.Elements(s_structural)
        from any in Gen.Choose(0, 255)
        from isStructural in Gen.Choose(0, 2)
        select (kind, place, isStructural == 0 ? (byte)any : structural);

    private static byte[] Apply(byte[] payload, (int Kind, int Place, byte Value) step)
    {
        if (payload.Length == 0)
        {
            return [step.Value];
        }

        // Half of the steps fall into the first lines, where most of the structure is.
        var at = step.Place % (step.Place % 2 == 0 ? payload.Length : Math.Min(payload.Length, 160));
        return step.Kind switch
        {
            0 => [.. payload[..at], (byte)(payload[at] ^ (1 << (step.Value & 7))), .. payload[(at + 1)..]],
            1 => [.. payload[..at], step.Value, .. payload[(at + 1)..]],
            2 or 3 => [.. payload[..at], step.Value, .. payload[at..]],
            4 => [.. payload[..at], .. payload[Math.Min(at + 1 + (step.Value & 15), payload.Length)..]],
            _ => step.Value < 8 ? payload[..at] : [.. payload[..at], .. payload[(at / 2)..at], .. payload[at..]],
        };
    }
}
