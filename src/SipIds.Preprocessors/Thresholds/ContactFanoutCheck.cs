using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4018: REGISTERs that bind many Contacts, or several at a host that has nothing to do with their sender: each call to the user would go to all of them (RFC 3261 §26.3.2.4).</summary>
internal sealed class ContactFanoutCheck(ThresholdsOptions options, PreprocessorServices services)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4018, "contact-fanout", Severity.High, EventAction.Drop,
        "A REGISTER names more Contacts than `contacts` allows, or more than three at one address that is not its sender's and where nobody ever proved anything; or adds to `contacts` that 2xx accepted within an hour for one user at one such address, or without a password from one address at whatever others. "
        + "Calls to that user would be multiplied against a victim (voice hammer).")
    {
        Title = "REGISTER that aims calls at others",
        Drop = DropReach.Message,
        Settings = ["contacts", "thresholds.users"],
        FalseAlarm = "A server that registers many devices of one user in one REGISTER: raise `contacts`.",
    };

    // UDP, TCP and TLS at one host that a proxy speaks for.
    private const int Several = 3;

    private static readonly CountedQuantity s_quantity = new("contacts", "REGISTER", Event);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    // RFC 3261 timer F, twice.
    private static readonly TimeSpan s_transaction = TimeSpan.FromSeconds(64);

    private readonly KeyHasher _hasher = services.Hasher;
    private readonly BoundedTable<AskedBindings> _asked = services.Keep("fanouts/asked", () => new BoundedTable<AskedBindings>(Math.Max(options.Users / 32, 64)));
    private readonly DistinctCounter _bound = services.Keep($"fanouts/{options.Contacts}", () => new DistinctCounter(Math.Max(options.Users / 16, 64), options.Contacts, s_hour));

    /// <summary>Judges a REGISTER.</summary>
    public void Inspect(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        var message = packet.Message;
        if (message.Has(SipHeaderId.Contact) && (message.IsRepeated(SipHeaderId.Contact) || message.ValueOf(SipHeaderId.Contact).Contains((byte)',') || ContactHost.TryGetStrange(packet, message.ValueOf(SipHeaderId.Contact), inspection, out _)))
        {
            Judge(packet, source, inspection);
        }
        else
        {
            inspection.Counted(s_quantity, inspection.Call.ToKey, message.To.Uri.Text, 1, options.Contacts);
        }
    }

    /// <summary>Takes in what a registrar has bound: what it refused, or was never asked for by whoever sent it, is held against nobody.</summary>
    public void InspectAccepted(in SipPacket packet, in Transaction transaction, Inspection inspection)
    {
        var key = KeyOf(packet, inspection);
        if (_asked.PlaceOf(key, packet.Time) is not (>= 0 and var place))
        {
            return;
        }

        var user = inspection.Call.ToKey;
        var source = user.With(SourceKey.Of(transaction.Origin.Address, _hasher).Key);
        foreach (ref readonly var asked in _asked.At(place).All)
        {
            Bind(user.With(_hasher.Hash(asked.Host)), asked, packet.Time);
            Bind(source, asked, packet.Time);
        }

        _asked.Remove(key);
    }

    /// <summary>Forgets what has expired.</summary>
    public void OnTick(Timestamp now)
    {
        const int ticksForAll = 64;
        _bound.Sweep(now);
        _asked.Sweep(now, _asked.Capacity / ticksForAll);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Judge(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        var asked = new AskedBindings { Expires = packet.Time + s_transaction };
        var all = 0;
        foreach (var line in packet.Message.All(SipHeaderId.Contact))
        {
            foreach (var value in new SipValues(line.Value))
            {
                var removes = ContactHost.IsRemoval(value);
                all += removes ? 0 : 1;
                if (ContactHost.TryGetStrange(packet, value, inspection, out var host))
                {
                    asked.Add(new() { Host = host, Contact = ContactHost.BindingOf(value, _hasher), Removes = removes });
                }
            }
        }

        if (!asked.All.IsEmpty)
        {
            _asked.GetOrAdd(KeyOf(packet, inspection), packet.Time, out _) = asked;
        }

        Report(packet, source, all, asked, inspection);
    }

    private void Bind(StateKey key, in AskedBinding asked, Timestamp now)
    {
        if (asked.Removes)
        {
            _bound.Remove(key, asked.Contact, now);
        }
        else
        {
            _ = _bound.Add(key, asked.Contact, now);
        }
    }

    private void Report(in SipPacket packet, in SourceKey source, int all, in AskedBindings asked, Inspection inspection)
    {
        var user = inspection.Call.ToKey;
        var name = packet.Message.To.Uri.Text;
        var count = Math.Max(all, inspection.Call.Standing.IsProven(user, packet.Origin.Address, packet.Time) ? 0 : CountWith(user.With(source.Key), asked, default, packet.Time));
        inspection.Counted(s_quantity, user, name, count, options.Contacts);
        if (count > options.Contacts)
        {
            inspection.Report(Event, count, options.Contacts, default, name, user);
            return;
        }

        foreach (ref readonly var one in asked.All)
        {
            var atOnce = asked.CountAt(one.Host);
            var bound = CountWith(user.With(_hasher.Hash(one.Host)), asked, one.Host, packet.Time);
            if (atOnce > Several || bound > options.Contacts)
            {
                ReportHost(name, one.Host, bound > options.Contacts ? bound : atOnce, bound > options.Contacts ? options.Contacts : Several, user, inspection);
                return;
            }
        }
    }

    // What is bound already may be refreshed, however many there are.
    private long CountWith(StateKey key, in AskedBindings asked, NetAddress host, Timestamp now)
    {
        var added = 0;
        foreach (ref readonly var one in asked.All)
        {
            added += !one.Removes && (host.IsNone || one.Host == host) && !_bound.Contains(key, one.Contact, now) ? 1 : 0;
        }

        return added == 0 ? 0 : _bound.Count(key, now) + added;
    }

    private static StateKey KeyOf(in SipPacket packet, Inspection inspection) => inspection.Call.CallKey.With(inspection.Call.ToKey).With(packet.Message.CSeq.Number);

    private static void ReportHost(ReadOnlySpan<byte> name, NetAddress host, long contacts, int limit, StateKey user, Inspection inspection)
    {
        Span<byte> text = stackalloc byte[NetAddress.MaxTextLength];
        _ = host.TryFormat(text, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
        var detail = new DetailWriter(stackalloc byte[Alert.MaxDetailLength]);
        detail.Add(name);
        detail.Add(" at "u8);
        detail.Add(text[..length]);
        inspection.Report(Event, contacts, limit, default, detail.Text, user);
    }
}
