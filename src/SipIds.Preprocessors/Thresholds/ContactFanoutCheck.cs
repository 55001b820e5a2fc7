using System.Runtime.CompilerServices;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessors.Mandatory;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4018: REGISTERs that bind many Contacts, or several at a host that has nothing to do with their sender: each call to the user would go to all of them (RFC 3261 §26.3.2.4).</summary>
internal sealed class ContactFanoutCheck(ThresholdsOptions options, PreprocessorServices services)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4018, "contact-fanout", Severity.High, EventAction.Drop,
        "A REGISTER names more Contacts than `contacts` allows, or more than three at one address that is not its sender's and where nobody ever proved anything; or one address bound more than `contacts` different ones at others' addresses for one user in an hour. "
        + "Calls to that user would be multiplied against a victim (voice hammer).")
    {
        Title = "REGISTER that aims calls at others",
        Drop = DropReach.Message,
        Settings = ["contacts", "thresholds.users"],
        FalseAlarm = "A server that registers many devices of one user in one REGISTER: raise `contacts`.",
    };

    // UDP, TCP and TLS at one host that a proxy speaks for.
    private const int Several = 3;
    private const int Hosts = 16;

    private static readonly CountedQuantity s_quantity = new("contacts", "REGISTER", Event);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    // RFC 1918, RFC 6598, RFC 3927, RFC 4193, RFC 4291: behind a NAT a client knows no other address of its own.
    private static readonly NetPrefixSet s_private = NetPrefixSet.Create(
    [
        NetPrefix.Parse("10.0.0.0/8"), NetPrefix.Parse("172.16.0.0/12"), NetPrefix.Parse("192.168.0.0/16"), NetPrefix.Parse("100.64.0.0/10"),
        NetPrefix.Parse("169.254.0.0/16"), NetPrefix.Parse("fc00::/7"), NetPrefix.Parse("fe80::/10"),
    ]);

    private readonly KeyHasher _hasher = services.Hasher;
    private readonly DistinctCounter _bound = services.Keep($"fanouts/{options.Contacts}", () => new DistinctCounter(Math.Max(options.Users / 16, 64), options.Contacts, s_hour));

    /// <summary>Judges a REGISTER.</summary>
    public void Inspect(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        var message = packet.Message;
        if (message.Has(SipHeaderId.Contact) && (message.IsRepeated(SipHeaderId.Contact) || message.ValueOf(SipHeaderId.Contact).Contains((byte)',') || !IsAtSender(packet, message.ValueOf(SipHeaderId.Contact), inspection)))
        {
            Judge(packet, source, inspection);
        }
        else
        {
            inspection.Counted(s_quantity, inspection.Calls.ToKey, message.To.Uri.Text, 1, options.Contacts);
        }
    }

    /// <summary>Forgets what has expired.</summary>
    public void OnTick(Timestamp now) => _bound.Sweep(now);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Judge(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        var message = packet.Message;
        Span<NetAddress> hosts = stackalloc NetAddress[Hosts];
        Span<int> contacts = stackalloc int[Hosts];
        var (all, used, bound) = (0, 0, 0L);
        foreach (var line in message.All(SipHeaderId.Contact))
        {
            foreach (var value in new SipValues(line.Value))
            {
                all++;
                if (TryGetStrange(packet, value, inspection, out var host))
                {
                    bound = Math.Max(bound, Bind(value, source, inspection));
                    var place = hosts[..used].IndexOf(host);
                    place = place < 0 && used < Hosts ? used++ : place;
                    if (place >= 0)
                    {
                        hosts[place] = host;
                        contacts[place]++;
                    }
                }
            }
        }

        Report(packet, all, bound, hosts[..used], contacts[..used], inspection);
    }

    private long Bind(ReadOnlySpan<byte> contact, in SourceKey source, Inspection inspection) =>
        IsRemoval(contact) ? 0 : _bound.Add(inspection.Calls.ToKey.With(source.Key), _hasher.Hash(NameAddress.Parse(contact, out _).Uri.Text), inspection.Now);

    private static bool IsRemoval(ReadOnlySpan<byte> contact)
    {
        foreach (var parameter in NameAddress.Parse(contact, out _).Parameters)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(parameter.Name, "expires"u8))
            {
                return parameter.Value is [(byte)'0'];
            }
        }

        return false;
    }

    private static bool IsAtSender(in SipPacket packet, ReadOnlySpan<byte> contact, Inspection inspection) => !TryGetStrange(packet, contact, inspection, out _);

    // A name may be anybody's; that there are many of them is seen all the same.
    private static bool TryGetStrange(in SipPacket packet, ReadOnlySpan<byte> contact, Inspection inspection, out NetAddress host) =>
        NetAddress.TryParse(NameAddress.Parse(contact, out _).Uri.Host, out host)
        && host != packet.Source.Address && host != packet.Origin.Address
        && !(s_private.Contains(host) && NetAddress.TryParse(packet.Message.BottomVia.Host, out var said) && said == host)
        && !inspection.Calls.Standing.IsHeardOf(host, inspection.Now);

    private void Report(in SipPacket packet, int all, long bound, ReadOnlySpan<NetAddress> hosts, ReadOnlySpan<int> contacts, Inspection inspection)
    {
        var user = inspection.Calls.ToKey;
        var name = packet.Message.To.Uri.Text;
        var count = Math.Max(all, bound);
        inspection.Counted(s_quantity, user, name, count, options.Contacts);
        if (count > options.Contacts)
        {
            inspection.Report(Event, count, options.Contacts, default, name, user);
            return;
        }

        for (var place = 0; place < hosts.Length; place++)
        {
            if (contacts[place] > Several)
            {
                ReportHost(name, hosts[place], contacts[place], user, inspection);
                return;
            }
        }
    }

    private static void ReportHost(ReadOnlySpan<byte> name, NetAddress host, int contacts, StateKey user, Inspection inspection)
    {
        Span<byte> text = stackalloc byte[NetAddress.MaxTextLength];
        _ = host.TryFormat(text, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(name);
        detail.Add(" at "u8);
        detail.Add(text[..length]);
        inspection.Report(Event, contacts, Several, default, detail.Text, user);
    }
}
