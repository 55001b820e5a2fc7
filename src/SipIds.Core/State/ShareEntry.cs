using System.Runtime.CompilerServices;

namespace SipIds.State;

/// <summary>What one origin asked for and got of a limit, over the present period and, fading, the one before.</summary>
internal struct ShareEntry
{
    /// <summary>Into how many parts a period is cut for what was granted.</summary>
    public const int Parts = 8;

    public uint Origin;
    public uint Network;

    /// <summary>How many were asked for in this period and in the one before.</summary>
    public ushort Asked;
    public ushort AskedBefore;

    private Grants _granted;

    /// <summary>How many were granted in the last period.</summary>
    public readonly int Granted
    {
        get
        {
            var sum = 0;
            foreach (var part in _granted)
            {
                sum += part;
            }

            return sum;
        }
    }

    /// <summary>Whether nothing of it counts any more.</summary>
    public readonly bool IsEmpty => Asked == 0 && AskedBefore == 0 && Granted == 0;

    /// <summary>How many were asked for in the last period, those of the one before by how much of it still counts.</summary>
    public readonly double Demand(double weightBefore) => Asked + (AskedBefore * weightBefore);

    public void Ask() => Asked = (ushort)Math.Min(Asked + 1, ushort.MaxValue);

    public void Grant(uint part) => _granted[(int)(part % Parts)] = (ushort)Math.Min(_granted[(int)(part % Parts)] + 1, ushort.MaxValue);

    /// <summary>Adds what another entry asked for and got, which is forgotten.</summary>
    public void Absorb(in ShareEntry other)
    {
        Asked = (ushort)Math.Min(Asked + other.Asked, ushort.MaxValue);
        AskedBefore = (ushort)Math.Min(AskedBefore + other.AskedBefore, ushort.MaxValue);
        for (var part = 0; part < Parts; part++)
        {
            _granted[part] = (ushort)Math.Min(_granted[part] + other._granted[part], ushort.MaxValue);
        }
    }

    /// <summary>Forgets what lies back more than a period.</summary>
    /// <param name="part">The present part, counted from the beginning of time.</param>
    /// <param name="former">The part of the last call.</param>
    public void Advance(uint part, uint former)
    {
        var steps = Math.Min(part - former, Parts);
        for (var step = 0u; step < steps; step++)
        {
            _granted[(int)((part - step) % Parts)] = 0;
        }

        var periods = (part / Parts) - (former / Parts);
        if (periods > 0)
        {
            AskedBefore = periods == 1 ? Asked : (ushort)0;
            Asked = 0;
        }
    }

    [InlineArray(Parts)]
    private struct Grants
    {
        private ushort _first;
    }
}
