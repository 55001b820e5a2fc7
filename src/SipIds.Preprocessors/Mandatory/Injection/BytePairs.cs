namespace SipIds.Preprocessors.Mandatory.Injection;

/// <summary>A set of pairs of bytes.</summary>
internal sealed class BytePairs
{
    private const int Values = byte.MaxValue + 1;
    private const int Bits = 32;

    private readonly uint[] _bits = new uint[Values * Values / Bits];

    public void Add(byte first, byte second) => _bits[IndexOf(first, second)] |= 1u << (second % Bits);

    public bool Has(byte first, byte second) => (_bits[IndexOf(first, second)] & (1u << (second % Bits))) != 0;

    private static int IndexOf(byte first, byte second) => ((first * Values) + second) / Bits;
}
