namespace SipIds.Testing.Traffic.Town;

/// <summary>How a simulated server does what the standard leaves open.</summary>
internal sealed record ServerHabits
{
    /// <summary>Whether it asks its users for a password.</summary>
    public bool AsksForPassword { get; init; } = true;

    /// <summary>Whether its challenges offer qop.</summary>
    public bool OffersQop { get; init; } = true;

    /// <summary>Whether it passes calls on as a proxy does, and begins none of its own.</summary>
    public bool IsProxy { get; init; }

    /// <summary>Whether another machine of it rings the phones than the one that they register at.</summary>
    public bool IsFarm { get; init; }

    /// <summary>Whether its tags and nonces are the time of day, as those of some servers.</summary>
    public bool IsPredictable { get; init; }
}
