using System.Globalization;

namespace SipIds.Settings;

/// <summary>A size in bytes, written <c>1500</c>, <c>64KiB</c>, <c>2MiB</c> or <c>1GiB</c>.</summary>
/// <param name="Bytes">The number of bytes.</param>
public readonly record struct ByteSize(long Bytes)
{
    private static readonly (string Suffix, int Shift)[] s_units = [("GiB", 30), ("MiB", 20), ("KiB", 10), ("B", 0), ("", 0)];

    /// <summary>A size of whole binary kilobytes.</summary>
    public static ByteSize FromKiB(long kibibytes) => new(kibibytes << 10);

    /// <summary>Reads a size.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ByteSize size)
    {
        foreach (var (suffix, shift) in s_units)
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
                && long.TryParse(text[..^suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number <= long.MaxValue >> shift)
            {
                size = new(number << shift);
                return true;
            }
        }

        size = default;
        return false;
    }

    /// <summary>The size with the largest unit that divides it.</summary>
    public override string ToString()
    {
        foreach (var (suffix, shift) in s_units.AsSpan(0, 3))
        {
            if (Bytes > 0 && (Bytes & ((1L << shift) - 1)) == 0)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Bytes >> shift}{suffix}");
            }
        }

        return Bytes.ToString(CultureInfo.InvariantCulture);
    }
}
