using System.Globalization;

namespace SipIds.Preprocessors.Tests.Standing;

/// <summary>What is expected of a packet of the adversary.</summary>
internal sealed record Claim
{
    /// <summary>It may pass or not.</summary>
    public static Claim Free { get; } = new() { Name = "free" };

    /// <summary>It names a dialog, a binding or a transaction of others, or comes in the name of a server: it never passes.</summary>
    public static Claim Forged { get; } = new() { Name = "forged" };

    /// <summary>It cannot be told from an honest one by what it is: if it passes, it is reported.</summary>
    public static Claim Reported { get; } = new() { Name = "to be reported" };

    public required string Name { get; init; }

    /// <summary>How many of its name may pass within a period; 0 where there is no such bound.</summary>
    public int Limit { get; init; }

    /// <summary>No more than this many of a name pass within a period.</summary>
    public static Claim Counted(string name, int limit) => new() { Name = name, Limit = limit };

    public override string ToString() => Limit == 0 ? Name : string.Create(CultureInfo.InvariantCulture, $"{Name} (at most {Limit})");
}
