using SipIds.Testing.Traffic.Town;

namespace SipIds.Preprocessors.Tests.Standing;

/// <summary>One way to turn an inline sensor on others, or to get past it.</summary>
/// <param name="Name">What it is called in the table.</param>
/// <param name="Plan">Plans what the adversary does.</param>
internal sealed record Attack(string Name, Action<Adversary> Plan)
{
    /// <summary>In which towns it is tried: elsewhere nothing tells honest packets from forged ones.</summary>
    public Func<ServerHabits, bool> Where { get; init; } = _ => true;

    /// <summary>Whether it leaves no share to those that were never seen before: then none come.</summary>
    public bool CrowdsOut { get; init; }
}
