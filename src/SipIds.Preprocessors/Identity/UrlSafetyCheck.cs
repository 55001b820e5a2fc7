using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;

namespace SipIds.Preprocessors.Identity;

/// <summary>7003: a certificate URL that nobody outside has a reason to name.</summary>
internal static class UrlSafetyCheck
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 7003, "identity-url-unsafe", Severity.Medium, EventAction.Drop,
        "A certificate URL (Identity-Info, Identity's `info`, a PASSporT's `x5u`) with another scheme than http or https, without a readable host, with user info, or with a private, loopback, link-local or multicast host, in an IPv6 address too: it makes a proxy reach into its own network.")
    {
        Title = "Certificate URL into a private network",
        Classification = EventClass.MiscAttack,
        Drop = DropReach.Message,
        Settings = ["identity.trusted_hosts"],
        FalseAlarm = "A certificate server inside your own network: add the host to `identity.trusted_hosts`.",
    };

    // RFC 6890 and its registry: what is not for the whole Internet. Documentation networks are left out: nothing is there to be reached.
    private static readonly NetPrefixSet s_private =
    [
        NetPrefix.Parse("0.0.0.0/8"), NetPrefix.Parse("10.0.0.0/8"), NetPrefix.Parse("100.64.0.0/10"), NetPrefix.Parse("127.0.0.0/8"),
        NetPrefix.Parse("169.254.0.0/16"), NetPrefix.Parse("172.16.0.0/12"), NetPrefix.Parse("192.0.0.0/24"), NetPrefix.Parse("192.168.0.0/16"),
        NetPrefix.Parse("198.18.0.0/15"), NetPrefix.Parse("224.0.0.0/3"), NetPrefix.Parse("::/127"), NetPrefix.Parse("64:ff9b::/96"),
        NetPrefix.Parse("64:ff9b:1::/48"), NetPrefix.Parse("fc00::/7"), NetPrefix.Parse("fe80::/9"), NetPrefix.Parse("ff00::/8"),
    ];

    /// <summary>Judges a URL; a trusted host may be private.</summary>
    public static void Inspect(CertificateUrl url, bool isTrusted, Inspection inspection)
    {
        if (!url.IsHttp || url.HasUserInfo || !IsReadable(url.Host) || (!isTrusted && IsPrivate(url)))
        {
            inspection.Report(Event, url.Text);
        }
    }

    // An escape in a host is resolved by some clients and not by others.
    private static bool IsReadable(ReadOnlySpan<byte> host) => !host.IsEmpty && !host.ContainsAnyInRange((byte)0, (byte)' ') && !host.Contains((byte)'%');

    private static bool IsPrivate(CertificateUrl url)
    {
        if (url.TryGetAddress(out var address))
        {
            return s_private.Contains(address) || s_private.Contains(EmbeddedIn(address));
        }

        // A name of one label is found only in a search list; RFC 6761 §6.3, RFC 6762 and ICANN's .internal name what is near.
        var host = url.Host;
        return !host.Contains((byte)'.') || Domain.IsIn(host, "localhost"u8) || Domain.IsIn(host, "local"u8) || Domain.IsIn(host, "internal"u8);
    }

    // Where a packet to an IPv6 address ends up: 6to4 (RFC 3056 §2) and IPv4-compatible ones (RFC 4291 §2.5.5.1).
    private static NetAddress EmbeddedIn(NetAddress address) =>
        address.High >> 48 == 0x2002 ? NetAddress.FromIPv4((uint)(address.High >> 16))
        : address.High == 0 && address.Low <= uint.MaxValue ? NetAddress.FromIPv4((uint)address.Low)
        : address;
}
