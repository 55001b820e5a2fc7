using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace SipIds.Sip;

/// <summary>The names of the known headers, and the way from a name in any spelling to its number.</summary>
/// <remarks>
/// A perfect hash of the first and the last four bytes, whose multiplier is searched at start-up, picks the one name to compare with.
/// The comparison takes in the colon and the blank that follow, so that no longer name passes for a known one.
/// </remarks>
public static class SipHeaderNames
{
    /// <summary>A line is compared by so many of its first bytes: those of the longest known name, and more.</summary>
    internal const int Width = 32;

    /// <summary>How many bytes before a name take part in finding it: those of the line end before a name shorter than four.</summary>
    internal const int Before = 2;

    private const int SlotBits = 8;

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

    private static readonly Slot[] s_slots = new Slot[1 << SlotBits];
    private static readonly SipHeaderId[] s_ids = new SipHeaderId[1 << SlotBits];
    private static readonly SipHeaderId[] s_compact = new SipHeaderId[256];
    private static readonly ulong s_multiplier = Build();

    /// <summary>A name in lower case, its colon and a blank; and the bits that do not count: 0x20 where it has a letter, all of them past the blank.</summary>
    private struct Slot
    {
        public Vector256<byte> Name;
        public Vector256<byte> Ignored;
    }

    /// <summary>The name of a known header as RFCs write it; empty for <see cref="SipHeaderId.Other"/>.</summary>
    public static string NameOf(SipHeaderId id) => id is SipHeaderId.Other || (int)id > s_names.Length ? "" : s_names[(int)id - 1].Name;

    /// <summary>The header of this name: any case, compact or long. <see cref="SipHeaderId.Other"/> if none is known.</summary>
    public static SipHeaderId Find(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > Width - 2)
        {
            return SipHeaderId.Other;
        }

        if (name.Length == 1)
        {
            return s_compact[name[0]];
        }

        Span<byte> line = stackalloc byte[Before + Width];
        ref var start = ref Write(name, line);
        var id = Find(ref start, Vector256.LoadUnsafe(ref start), name.Length);
        return NameOf(id).Length == name.Length ? id : SipHeaderId.Other;
    }

    /// <summary>The header with this compact form; <see cref="SipHeaderId.Other"/> if none has it.</summary>
    internal static SipHeaderId FindCompact(byte letter) => s_compact[letter];

    /// <summary>The header of the line that begins at <paramref name="line"/>. Not compact forms, and not without a blank after the colon.</summary>
    /// <param name="line">The four bytes from here on are read, and the four before the colon, of which the first may stand before the line.</param>
    /// <param name="bytes">The first bytes of the line.</param>
    /// <param name="length">How many bytes stand before its first colon.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static SipHeaderId Find(ref byte line, Vector256<byte> bytes, int length)
    {
        var index = IndexOf(ref line, length, s_multiplier);
        ref var slot = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(s_slots), index);

        // Only bits of letters are ignored in a name: with a plain | 0x20 on every byte, CR would equal '-' and "Call\rID" be a Call-ID.
        return (bytes | slot.Ignored) == slot.Name
            ? Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(s_ids), index)
            : SipHeaderId.Other;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint IndexOf(ref byte line, int length, ulong multiplier)
    {
        ulong first = Unsafe.ReadUnaligned<uint>(ref line);
        ulong last = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref line, length - sizeof(uint)));
        return (nuint)(((first | (last << 32) | 0x2020_2020_2020_2020) * multiplier) >> (64 - SlotBits));
    }

    // A name as it stands in a line; returns where it begins.
    private static ref byte Write(ReadOnlySpan<byte> name, Span<byte> line)
    {
        line.Clear();
        "\r\n"u8.CopyTo(line);
        name.CopyTo(line[Before..]);
        ": "u8.CopyTo(line[(Before + name.Length)..]);
        return ref line[Before];
    }

    private static ulong Build()
    {
        foreach (var (id, _, compact) in s_names)
        {
            if (compact != '\0')
            {
                s_compact[compact] = s_compact[char.ToUpperInvariant(compact)] = id;
            }
        }

        // The search begins where it ends for the names above.
        var multiplier = 0x5D0A_8D1D_D82B_B57BUL;
        while (!TryFill(multiplier))
        {
            multiplier = (multiplier * 6364136223846793005) + 1442695040888963407;
        }

        return multiplier;
    }

    private static bool TryFill(ulong multiplier)
    {
        Span<byte> line = stackalloc byte[Before + Width];
        Array.Clear(s_ids);
        foreach (var (id, text, _) in s_names)
        {
            var name = Encoding.ASCII.GetBytes(text.ToLowerInvariant());
            ref var start = ref Write(name, line);
            var index = IndexOf(ref start, name.Length, multiplier);
            if (s_ids[index] is not SipHeaderId.Other)
            {
                return false;
            }

            s_ids[index] = id;
            s_slots[index] = SlotOf(name, Vector256.LoadUnsafe(ref start));
        }

        return true;
    }

    private static Slot SlotOf(ReadOnlySpan<byte> name, Vector256<byte> line)
    {
        Span<byte> ignored = stackalloc byte[Width];
        ignored.Fill(0xFF);
        for (var index = 0; index < name.Length; index++)
        {
            ignored[index] = char.IsAsciiLetter((char)name[index]) ? (byte)0x20 : (byte)0;
        }

        ignored.Slice(name.Length, 2).Clear();
        return new() { Name = line | Vector256.Create<byte>(ignored), Ignored = Vector256.Create<byte>(ignored) };
    }
}
