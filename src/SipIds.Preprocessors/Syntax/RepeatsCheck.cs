using SipIds.Sip;

namespace SipIds.Preprocessors.Syntax;

/// <summary>The part of <see cref="LimitsCheck"/> that counts how often one header stands: tables that hold its values have an end.</summary>
internal static class RepeatsCheck
{
    private const int Ids = 64;

    // Each hop adds one, or a REGISTER brings many.
    private const ulong Unbounded =
        (1UL << (int)SipHeaderId.Via) | (1UL << (int)SipHeaderId.Route) | (1UL << (int)SipHeaderId.RecordRoute) | (1UL << (int)SipHeaderId.Contact);

    /// <summary>Whether a header stands more often than <paramref name="limit"/> allows.</summary>
    public static bool IsOver(in SipMessage message, int limit)
    {
        Span<ushort> counts = stackalloc ushort[2 * Ids];
        counts.Clear();
        foreach (var header in message.Headers)
        {
            var kind = KindOf(header);
            if (++counts[kind] > limit && !IsUnbounded(header.Id) && (kind < Ids || CountOf(message, header.Name) > limit))
            {
                return true;
            }

            // Names that only look alike: they are counted afresh, so that comparing them all stays rare.
            counts[kind] = (ushort)(counts[kind] > limit && kind >= Ids ? 0 : counts[kind]);
        }

        return false;
    }

    private static bool IsUnbounded(SipHeaderId id) => (Unbounded & (1UL << (int)id)) != 0;

    // Known headers by their number, others by their length and last letter.
    private static int KindOf(in SipHeader header) =>
        header.Id is SipHeaderId.Other && !header.Name.IsEmpty ? Ids + ((header.Name.Length + (header.Name[^1] | 0x20)) % Ids) : (int)header.Id;

    private static int CountOf(in SipMessage message, ReadOnlySpan<byte> name)
    {
        var count = 0;
        foreach (var header in message.Headers)
        {
            count += header.Id is SipHeaderId.Other && System.Text.Ascii.EqualsIgnoreCase(header.Name, name) ? 1 : 0;
        }

        return count;
    }
}
