namespace SipIds.State;

/// <summary>How full a table is.</summary>
/// <param name="Name">Whose it is, and its name: <c>thresholds.users</c>.</param>
/// <param name="Capacity">How much there is room for.</param>
/// <param name="Used">How much of it is taken.</param>
/// <param name="Evictions">How much was given up for want of room since the start.</param>
public readonly record struct TableFill(string Name, int Capacity, int Used, long Evictions)
{
    internal static TableFill Of(string name, IBoundedState state) => new(name, state.Capacity, state.Count, state.Evictions);
}
