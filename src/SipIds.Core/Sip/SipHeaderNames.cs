using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SipIds.Sip;

/// <summary>The names of the known headers, and the way from a name in any spelling to its number.</summary>
/// <remarks>
/// A name is compared as one 32-byte word, letters lowered, the rest zero: the whole length takes part, so that no longer name
/// passes for a known one. A perfect hash, whose multiplier is searched at start-up, picks the one word to compare with.
/// </remarks>
public static class SipHeaderNames
{
    internal const int MaxKnownLength = 32;
    private const int SlotBits = 10;

    private static readonly (SipHeaderId Id, string Name, char Compact)[] s_names =
    [
        (SipHeaderId.Via, "Via", 'v'),
        (SipHeaderId.From, "From", 'f'),
        (SipHeaderId.To, "To", 't'),
        (SipHeaderId.CallId, "Call-ID", 'i'),
        (SipHeaderId.CSeq, "CSeq", '\0'),
        (SipHeaderId.MaxForwards, "Max-Forwards", '\0'),
        (SipHeaderId.Contact, "Contact", 'm'),
        (SipHeaderId.ContentLength, "Content-Length", 'l'),
        (SipHeaderId.ContentType, "Content-Type", 'c'),
        (SipHeaderId.UserAgent, "User-Agent", '\0'),
        (SipHeaderId.Server, "Server", '\0'),
        (SipHeaderId.Expires, "Expires", '\0'),
        (SipHeaderId.Route, "Route", '\0'),
        (SipHeaderId.RecordRoute, "Record-Route", '\0'),
        (SipHeaderId.Authorization, "Authorization", '\0'),
        (SipHeaderId.ProxyAuthorization, "Proxy-Authorization", '\0'),
        (SipHeaderId.WwwAuthenticate, "WWW-Authenticate", '\0'),
        (SipHeaderId.ProxyAuthenticate, "Proxy-Authenticate", '\0'),
        (SipHeaderId.AuthenticationInfo, "Authentication-Info", '\0'),
        (SipHeaderId.Allow, "Allow", '\0'),
        (SipHeaderId.Supported, "Supported", 'k'),
        (SipHeaderId.Require, "Require", '\0'),
        (SipHeaderId.ProxyRequire, "Proxy-Require", '\0'),
        (SipHeaderId.Unsupported, "Unsupported", '\0'),
        (SipHeaderId.Accept, "Accept", '\0'),
        (SipHeaderId.AcceptEncoding, "Accept-Encoding", '\0'),
        (SipHeaderId.AcceptLanguage, "Accept-Language", '\0'),
        (SipHeaderId.AlertInfo, "Alert-Info", '\0'),
        (SipHeaderId.CallInfo, "Call-Info", '\0'),
        (SipHeaderId.ContentDisposition, "Content-Disposition", '\0'),
        (SipHeaderId.ContentEncoding, "Content-Encoding", 'e'),
        (SipHeaderId.ContentLanguage, "Content-Language", '\0'),
        (SipHeaderId.Date, "Date", '\0'),
        (SipHeaderId.InReplyTo, "In-Reply-To", '\0'),
        (SipHeaderId.MimeVersion, "MIME-Version", '\0'),
        (SipHeaderId.MinExpires, "Min-Expires", '\0'),
        (SipHeaderId.Organization, "Organization", '\0'),
        (SipHeaderId.Priority, "Priority", '\0'),
        (SipHeaderId.ReplyTo, "Reply-To", '\0'),
        (SipHeaderId.RetryAfter, "Retry-After", '\0'),
        (SipHeaderId.Subject, "Subject", 's'),
        (SipHeaderId.Timestamp, "Timestamp", '\0'),
        (SipHeaderId.Warning, "Warning", '\0'),
        (SipHeaderId.Event, "Event", 'o'),
        (SipHeaderId.AllowEvents, "Allow-Events", 'u'),
        (SipHeaderId.SubscriptionState, "Subscription-State", '\0'),
        (SipHeaderId.ReferTo, "Refer-To", 'r'),
        (SipHeaderId.ReferredBy, "Referred-By", 'b'),
        (SipHeaderId.Replaces, "Replaces", '\0'),
        (SipHeaderId.RAck, "RAck", '\0'),
        (SipHeaderId.RSeq, "RSeq", '\0'),
        (SipHeaderId.SessionExpires, "Session-Expires", 'x'),
        (SipHeaderId.MinSE, "Min-SE", '\0'),
        (SipHeaderId.Path, "Path", '\0'),
        (SipHeaderId.PAssertedIdentity, "P-Asserted-Identity", '\0'),
        (SipHeaderId.PPreferredIdentity, "P-Preferred-Identity", '\0'),
        (SipHeaderId.Identity, "Identity", 'y'),
        (SipHeaderId.IdentityInfo, "Identity-Info", 'n'),
        (SipHeaderId.Reason, "Reason", '\0'),
        (SipHeaderId.SipETag, "SIP-ETag", '\0'),
        (SipHeaderId.SipIfMatch, "SIP-If-Match", '\0'),
        (SipHeaderId.Diversion, "Diversion", '\0'),
        (SipHeaderId.Privacy, "Privacy", '\0'),
    ];

    private static readonly KnownName[] s_known = new KnownName[s_names.Length + 1];
    private static readonly byte[] s_slots = new byte[1 << SlotBits];
    private static readonly byte[] s_compact = new byte[256];
    private static readonly byte[] s_lengthMasks = new byte[2 * MaxKnownLength];
    private static readonly ulong s_multiplier = Build();

    /// <summary>A name in lower case, and 0x20 where it has a letter: only letters may differ in case.</summary>
    private struct KnownName
    {
        public Vector256<byte> Name;
        public Vector256<byte> Letters;
    }

    /// <summary>The name of a known header as RFCs write it; empty for <see cref="SipHeaderId.Other"/>.</summary>
    public static string NameOf(SipHeaderId id) => id is SipHeaderId.Other || (int)id > s_names.Length ? "" : s_names[(int)id - 1].Name;

    /// <summary>The header of this name: any case, compact or long. <see cref="SipHeaderId.Other"/> if none is known.</summary>
    public static SipHeaderId Find(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > MaxKnownLength)
        {
            return SipHeaderId.Other;
        }

        Span<byte> padded = stackalloc byte[MaxKnownLength];
        padded.Clear();
        name.CopyTo(padded);
        return Find(Vector256.Create<byte>(padded), name.Length, name[^1]);
    }

    /// <summary>The header whose name is the first <paramref name="length"/> (1 to 32) bytes of <paramref name="bytes"/>, the last of them being <paramref name="last"/>; the rest may hold anything.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static SipHeaderId Find(Vector256<byte> bytes, int length, byte last)
    {
        if (length == 1)
        {
            return (SipHeaderId)s_compact[last];
        }

        // With a plain | 0x20 on every byte, CR would equal '-' and "Call\rID" be a Call-ID.
        var id = s_slots[Slot(bytes.AsUInt64().ToScalar(), length, last, s_multiplier)];
        ref var known = ref s_known[id];
        var mask = Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(s_lengthMasks), (nuint)(MaxKnownLength - length));
        return ((bytes & mask) | known.Letters) == known.Name ? (SipHeaderId)id : SipHeaderId.Other;
    }

    // Length, last letter and the first eight bytes tell all known names apart; the comparison does the rest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Slot(ulong firstBytes, int length, byte last, ulong multiplier)
    {
        var head = (firstBytes | 0x2020_2020_2020_2020) << Math.Max(64 - (8 * length), 0);
        return (int)(((head ^ ((ulong)(last | 0x20) << 8) ^ (uint)length) * multiplier) >> (64 - SlotBits));
    }

    private static ulong Build()
    {
        s_lengthMasks.AsSpan(0, MaxKnownLength).Fill(0xFF);
        Span<byte> lower = stackalloc byte[MaxKnownLength];
        Span<byte> letters = stackalloc byte[MaxKnownLength];
        foreach (var (id, name, compact) in s_names)
        {
            lower.Clear();
            letters.Clear();
            for (var i = 0; i < name.Length; i++)
            {
                lower[i] = (byte)char.ToLowerInvariant(name[i]);
                letters[i] = char.IsAsciiLetter(name[i]) ? (byte)0x20 : (byte)0;
            }

            s_known[(int)id] = new() { Name = Vector256.Create<byte>(lower), Letters = Vector256.Create<byte>(letters) };
            if (compact != '\0')
            {
                s_compact[compact] = s_compact[char.ToUpperInvariant(compact)] = (byte)id;
            }
        }

        // No name matches the unused entry: a name never has a byte 0xFF in its unused part.
        s_known[0] = new() { Name = Vector256.Create((byte)0xFF), Letters = default };
        var multiplier = 0x9E37_79B9_7F4A_7C15;
        while (!TryFill(multiplier))
        {
            multiplier = (multiplier * 6364136223846793005) + 1442695040888963407;
        }

        return multiplier;
    }

    private static bool TryFill(ulong multiplier)
    {
        Array.Clear(s_slots);
        foreach (var (id, name, _) in s_names)
        {
            ref var slot = ref s_slots[Slot(s_known[(int)id].Name.AsUInt64().ToScalar(), name.Length, (byte)name[^1], multiplier)];
            if (slot != 0)
            {
                return false;
            }

            slot = (byte)id;
        }

        return true;
    }
}
