using System.Runtime.CompilerServices;

namespace SipIds.Preprocessors.Toll;

/// <summary>The marks of prefixes that an account has called.</summary>
[InlineArray(TollPrefixes.Marks / 64)]
internal struct PrefixSet
{
    private ulong _first;

    public readonly bool Has(int mark) => (this[mark / 64] & (1UL << mark)) != 0;

    public void Add(int mark) => this[mark / 64] |= 1UL << mark;
}
