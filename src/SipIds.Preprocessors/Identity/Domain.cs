namespace SipIds.Preprocessors.Identity;

/// <summary>Compares domain names (RFC 4343: in any case).</summary>
internal static class Domain
{
    /// <summary>Whether <paramref name="name"/> is <paramref name="domain"/> or lies below it.</summary>
    public static bool IsIn(ReadOnlySpan<byte> name, ReadOnlySpan<byte> domain)
    {
        name = name.TrimEnd((byte)'.');
        domain = domain.TrimEnd((byte)'.');
        return !domain.IsEmpty
            && name.Length >= domain.Length
            && System.Text.Ascii.EqualsIgnoreCase(name[^domain.Length..], domain)
            && (name.Length == domain.Length || name[^(domain.Length + 1)] == '.');
    }

    /// <summary>Whether one of two names lies at or below the other. A single label such as <c>com</c> is nobody's parent.</summary>
    public static bool AreRelated(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) =>
        (left.Length == right.Length || (left.Contains((byte)'.') && right.Contains((byte)'.'))) && (IsIn(left, right) || IsIn(right, left));
}
