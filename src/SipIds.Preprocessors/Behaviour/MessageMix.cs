using System.Runtime.CompilerServices;

namespace SipIds.Preprocessors.Behaviour;

/// <summary>The parts of INVITE, 200, ACK and BYE in what is sent.</summary>
[InlineArray(Kinds)]
internal struct MessageMix
{
    public const int Kinds = 4;

    private float _first;

    /// <summary>The parts of counts.</summary>
    public static MessageMix Of(ReadOnlySpan<int> counts, int total)
    {
        var mix = default(MessageMix);
        for (var kind = 0; kind < Kinds; kind++)
        {
            mix[kind] = (float)counts[kind] / total;
        }

        return mix;
    }

    /// <summary>The Hellinger distance to another mix: 0 where they are alike, 1 where they have nothing in common.</summary>
    public readonly float DistanceTo(in MessageMix other)
    {
        var common = 0f;
        for (var kind = 0; kind < Kinds; kind++)
        {
            common += MathF.Sqrt(this[kind] * other[kind]);
        }

        return MathF.Sqrt(Math.Max(1 - common, 0));
    }

    /// <summary>Moves every part towards another mix's by so much.</summary>
    public void Move(in MessageMix towards, float weight)
    {
        for (var kind = 0; kind < Kinds; kind++)
        {
            this[kind] += weight * (towards[kind] - this[kind]);
        }
    }
}
