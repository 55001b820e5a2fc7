namespace SipIds.State;

/// <summary>What a table is looked up by: a 128-bit hash of a normalised value under a secret (<see cref="KeyHasher"/>), so that nobody outside can aim two values at one place.</summary>
/// <param name="High">The upper half.</param>
/// <param name="Low">The lower half.</param>
public readonly record struct StateKey(ulong High, ulong Low)
{
    /// <summary>A key of two keys, in this order.</summary>
    public StateKey With(StateKey other) => new(
        KeyHasher.Mix(High ^ 0x9E37_79B9_7F4A_7C15, other.Low + Low),
        KeyHasher.Mix(Low ^ 0xC2B2_AE3D_27D4_EB4F, other.High + High));

    /// <summary>A key of this key and a number.</summary>
    public StateKey With(ulong number) => With(new StateKey(number, ~number));
}
