using System.Globalization;

namespace SipIds.Testing.Traffic.Town;

/// <summary>Tags, branches, nonces and digests that look random and follow from what they are made for, so that one party's do not depend on what the others do.</summary>
internal static class SimulatedToken
{
    private const ulong Basis = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    /// <summary>16 hexadecimal digits.</summary>
    public static string Of(int seed, string owner, string purpose) => Hash(seed, owner, purpose).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>32 hexadecimal digits, as a nonce and the response of a digest have them.</summary>
    public static string Long(int seed, string owner, string purpose) => Of(seed, owner, purpose) + Of(seed + 1, owner, purpose);

    public static ulong Hash(int seed, string owner, string purpose)
    {
        var hash = Add(Add(Basis ^ (uint)seed, owner), purpose);
        hash = (hash ^ (hash >> 31)) * 0x7FB5_D329_728E_A185;
        return hash ^ (hash >> 29);
    }

    private static ulong Add(ulong hash, string text)
    {
        foreach (var character in text)
        {
            hash = (hash ^ character) * Prime;
        }

        return (hash ^ 0x1F) * Prime;
    }
}
