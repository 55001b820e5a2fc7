using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>What a final response says of the user or number that was asked for, and who it was that asked.</summary>
internal static class AskedFor
{
    /// <summary>Whether a call led nowhere, so that the number is none, is barred or cannot be reached. A line that was busy, or a caller who gave up, is none of these, nor is a challenge.</summary>
    public static bool IsWithoutCall(int status) => status >= 400 && status is not (401 or 407 or 486 or 487 or 491 or 600);

    /// <summary>Who asks, from wherever in an IPv6 /48: a customer has as many /64s there as anybody likes.</summary>
    public static StateKey By(in SourceKey source, KeyHasher hasher) => source.Host.IsIPv4 ? source.Key : SourceKey.NetworkOf(source.Host, hasher).Key;
}
