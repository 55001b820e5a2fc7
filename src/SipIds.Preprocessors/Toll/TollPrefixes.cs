using System.Text;

namespace SipIds.Preprocessors.Toll;

/// <summary>The beginnings of numbers whose calls are dear, by their first digit.</summary>
internal sealed class TollPrefixes
{
    // An account remembers which it has called, by a number below this that is the same after a restart and with another list.
    public const int Marks = 256;

    private const int LargestPrimeBelow = 251;

    private readonly Prefix[][] _byDigit = new Prefix[10][];

    public TollPrefixes(IReadOnlyList<string> prefixes)
    {
        for (var digit = 0; digit < _byDigit.Length; digit++)
        {
            _byDigit[digit] = [.. prefixes.Where(prefix => prefix[1] == '0' + digit).OrderByDescending(prefix => prefix.Length).Select(Prefix.Of)];
        }
    }

    /// <summary>The longest prefix of the number that a user part dials.</summary>
    public bool TryFind(ReadOnlySpan<byte> user, out Prefix found)
    {
        var number = DialledNumber.Read(user, stackalloc byte[DialledNumber.MaxDigits]);
        if (!number.IsEmpty)
        {
            foreach (var prefix in _byDigit[number[0] - '0'])
            {
                if (number.StartsWith(prefix.Digits))
                {
                    found = prefix;
                    return true;
                }
            }
        }

        found = default;
        return false;
    }

    /// <summary>One of them.</summary>
    internal readonly record struct Prefix(byte[] Text, int Mark)
    {
        /// <summary>Its digits.</summary>
        public ReadOnlySpan<byte> Digits => Text.AsSpan(1);

        public static Prefix Of(string text) =>
            new(Encoding.ASCII.GetBytes(text), (int)(ulong.Parse(text.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture) % LargestPrimeBelow));
    }
}
