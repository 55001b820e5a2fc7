namespace SipIds.Testing;

/// <summary>How a simulated server does what the standard leaves open.</summary>
internal sealed record ServerHabits
{
    /// <summary>Whether it asks its users for a password.</summary>
    public bool AsksForPassword { get; init; } = true;

    /// <summary>Whether its challenges offer qop.</summary>
    public bool OffersQop { get; init; } = true;

    /// <summary>Whether its tags and nonces are the time of day, as those of some servers.</summary>
    public bool IsPredictable { get; init; }
}
