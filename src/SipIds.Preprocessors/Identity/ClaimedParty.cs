using System.Text;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Preprocessors.Identity;

/// <summary>Whether the parties that a PASSporT names are those of its call (RFC 8224 §6.2.1, §8).</summary>
internal static class ClaimedParty
{
    // A call has one caller and few callees, and P-Asserted-Identity at most two values (RFC 3325 §9.1).
    private const int MaxClaims = 16;
    private const int MaxAsserted = 4;

    /// <summary>Whether <c>orig</c> is From, or what a trusted proxy put beside it.</summary>
    public static Likeness OfCaller(Span<byte> origin, in SipMessage message) => Best(origin, message, isCaller: true);

    /// <summary>Whether <c>dest</c> has To or the Request-URI.</summary>
    public static Likeness OfCallee(Span<byte> destination, in SipMessage message) => Best(destination, message, isCaller: false);

    // {"tn":"12025550100"}, {"uri":"sip:alice@example.com"}, or with a list of either.
    private static Likeness Best(Span<byte> claim, in SipMessage message, bool isCaller)
    {
        var best = Likeness.Unknown;
        var left = MaxClaims;
        var kinds = new JsonItems(claim);
        while (kinds.MoveNext())
        {
            var isNumber = kinds.Name.SequenceEqual("tn"u8);
            if (!isNumber && !kinds.Name.SequenceEqual("uri"u8))
            {
                continue;
            }

            if (kinds.IsText)
            {
                best = Max(best, Compare(kinds.Value, isNumber, message, isCaller));
                continue;
            }

            var each = new JsonItems(kinds.Value);
            while (left-- > 0 && each.MoveNext())
            {
                best = Max(best, Compare(each.Value, isNumber, message, isCaller));
            }
        }

        return best;
    }

    private static Likeness Compare(ReadOnlySpan<byte> claim, bool isNumber, in SipMessage message, bool isCaller)
    {
        if (!isCaller)
        {
            return Max(Compare(claim, isNumber, message.To.Uri), Compare(claim, isNumber, message.RequestUri));
        }

        var best = Compare(claim, isNumber, message.From.Uri);
        var left = MaxAsserted;
        foreach (var line in message.All(SipHeaderId.PAssertedIdentity))
        {
            foreach (var value in new SipValues(line.Value))
            {
                if (left-- == 0)
                {
                    return best;
                }

                best = Max(best, Compare(claim, isNumber, NameAddress.Parse(value, out var parts).Uri));
            }
        }

        return best;
    }

    private static Likeness Compare(ReadOnlySpan<byte> claim, bool isNumber, SipUri uri)
    {
        if (isNumber)
        {
            return TelephoneNumber.Compare(claim, uri.User);
        }

        var claimed = SipUri.Parse(claim, out var parts);
        if (!claimed.IsSip || !uri.IsSip)
        {
            return Ascii.EqualsIgnoreCase(claim, uri.Text) ? Likeness.Same : Likeness.Unknown;
        }

        if (claimed.User.SequenceEqual(uri.User))
        {
            return AreApart(claimed.Host, uri.Host) ? Likeness.Other : Likeness.Same;
        }

        // A number is an alias of a name, and who hides the name has another one (RFC 3323 §4.1.1.3).
        return TelephoneNumber.IsNumber(claimed.User) ? TelephoneNumber.Compare(claimed.User, uri.User)
            : Domain.IsIn(uri.Host, "invalid"u8) ? Likeness.Unknown
            : Likeness.Other;
    }

    // A border that hides its network writes addresses in the place of domains.
    private static bool AreApart(ReadOnlySpan<byte> claimed, ReadOnlySpan<byte> host) =>
        !Domain.AreRelated(claimed.TrimEnd((byte)'.'), host.TrimEnd((byte)'.')) && !NetAddress.TryParse(claimed, out _) && !NetAddress.TryParse(host, out _);

    private static Likeness Max(Likeness one, Likeness other) => one > other ? one : other;
}
