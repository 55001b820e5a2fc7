using System.Text;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Identity;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>Where a Contact sends the calls of its user.</summary>
internal static class ContactHost
{
    // RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291: behind a NAT a client knows no other address of its own.
    private static readonly NetPrefix[] s_private =
    [
        NetPrefix.Parse("10.0.0.0/8"), NetPrefix.Parse("172.16.0.0/12"), NetPrefix.Parse("192.168.0.0/16"), NetPrefix.Parse("100.64.0.0/10"),
        NetPrefix.Parse("169.254.0.0/16"), NetPrefix.Parse("fc00::/7"), NetPrefix.Parse("fe80::/10"),
    ];

    /// <summary>Whether a Contact sends calls to an address that has nothing to do with its sender. A name may be anybody's.</summary>
    public static bool TryGetStrange(in SipPacket packet, ReadOnlySpan<byte> contact, Inspection inspection, out NetAddress host) =>
        TryGet(contact, out host)
        && host != packet.Source.Address && host != packet.Origin.Address
        && !IsBehindNat(host, packet)
        && !inspection.Call.Standing.IsHeardOf(host, inspection.Now);

    /// <summary>Whether a Contact takes its binding away (RFC 3261 §10.2.2).</summary>
    public static bool IsRemoval(ReadOnlySpan<byte> contact) => ValueOf(NameAddress.Parse(contact, out _).Parameters, "expires"u8) is [(byte)'0'];

    /// <summary>What a later Contact replaces: the binding of its device (RFC 5626 §6), or of the same URI.</summary>
    public static StateKey BindingOf(ReadOnlySpan<byte> contact, KeyHasher hasher)
    {
        var address = NameAddress.Parse(contact, out _);
        var device = ValueOf(address.Parameters, "+sip.instance"u8);
        return device.IsEmpty ? hasher.Hash(address.Uri.Text) : hasher.Hash(device).With(hasher.Hash(ValueOf(address.Parameters, "reg-id"u8)));
    }

    // Calls go to maddr where there is one (RFC 3261 §19.1.1). Resolvers take what inet_aton takes, and a dot at the end.
    private static bool TryGet(ReadOnlySpan<byte> contact, out NetAddress host)
    {
        var uri = NameAddress.Parse(contact, out _).Uri;
        var maddr = ValueOf(uri.Parameters, "maddr"u8);
        var text = (maddr.IsEmpty ? uri.Host : maddr).TrimEnd((byte)'.');
        return NetAddress.TryParse(text, out host) || LooseIPv4.TryParse(text, out host);
    }

    // A private address is another network's than its sender's: nobody there can be reached, so nobody is hammered.
    private static bool IsBehindNat(NetAddress host, in SipPacket packet)
    {
        foreach (var network in s_private)
        {
            if (network.Contains(host))
            {
                return !network.Contains(packet.Origin.Address) || (NetAddress.TryParse(packet.Message.BottomVia.Host, out var said) && said == host);
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> ValueOf(SipParameters parameters, ReadOnlySpan<byte> name)
    {
        foreach (var parameter in parameters)
        {
            if (Ascii.EqualsIgnoreCase(parameter.Name, name))
            {
                return parameter.Value;
            }
        }

        return default;
    }
}
