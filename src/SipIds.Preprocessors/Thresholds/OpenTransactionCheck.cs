using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4014: requests of one user that wait for their final answer.</summary>
/// <remarks>A request opens when it passes and closes with its first final response. What is never answered leaves after three minutes, a twelfth of them more or less.</remarks>
internal sealed class OpenTransactionCheck(ThresholdsOptions options, PreprocessorServices services, BoundedTable<CountedWindow> users)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4014, "transaction-limit", Severity.Medium, EventAction.Drop,
        "One From URI has more requests waiting for a final response than `transactions` allows, OPTIONS apart (RFC 3261 §17): half-open calls that hold a server's memory.")
    {
        Title = "Too many open transactions of one sender",
        Drop = DropReach.Shares + " A request no longer counts once it has its final answer, or after three minutes without one; what is dropped opens none, and weighs on its sender's share for up to six minutes. " + DropReach.Calls,
        Settings = ["transactions", "peers", "standing_grace", "thresholds.adaptive", "thresholds.users"],
        FalseAlarm = "A group call that rings more phones than the default expects: raise `transactions`.",
    };

    private static readonly CountedQuantity s_quantity = new("transactions", "From URI", Event);

    // RFC 3261 §16.6: timer C is above three minutes.
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(3);

    private readonly LimitShares _shares = new(services, users, s_longest);
    private readonly BoundedTable<CountedWindow> _open = services.Keep("open_transactions", () => new BoundedTable<CountedWindow>(options.Users / 4));

    /// <summary>Judges a request that would open one more.</summary>
    public void InspectRequest(in SipPacket packet, Inspection inspection)
    {
        var calls = inspection.Call;
        var message = packet.Message;
        if (!Opens(message.Method, calls))
        {
            return;
        }

        var place = _open.PlaceOf(calls.FromKey, inspection.Now);
        var count = 1 + (place >= 0 ? _open.At(place).Window.Read(inspection.Now, s_longest) : 0);
        inspection.Counted(s_quantity, calls.FromKey, message.From.Uri.Text, count, options.Transactions);
        if (!LimitShares.IsFar(count, options.Transactions) && !calls.IsCut)
        {
            Judge(packet, place, count, inspection);
        }
    }

    /// <summary>Forgets what has expired.</summary>
    public void OnTick(Timestamp now) => _shares.OnTick(now);

    /// <summary>Closes the transaction of its first final response.</summary>
    public void InspectFinal(in Transaction transaction, Timestamp now)
    {
        var place = transaction.IsInDialog || transaction.Method is SipMethod.Options ? -1 : _open.PlaceOf(transaction.From, now);
        if (place >= 0)
        {
            ref var open = ref _open.At(place).Window;
            _ = open.Read(now, s_longest);
            open.Take(1);
        }
    }

    /// <summary>Opens the transaction of a request that passes.</summary>
    public void Observe(in SipPacket packet, Inspection inspection)
    {
        var calls = inspection.Call;
        if (Opens(packet.Message.Method, calls))
        {
            ref var open = ref _open.GetOrAdd(calls.FromKey, inspection.Now, out _);
            open.Expires = inspection.Now + s_longest;
            _ = open.Window.Hit(inspection.Now, s_longest);
        }
    }

    private void Judge(in SipPacket packet, int place, long count, Inspection inspection)
    {
        var calls = inspection.Call;
        var standing = calls.Standing.AsUser(packet, calls, count, options.Transactions);
        var isSpared = _shares.Spares(calls.FromKey.With((ulong)Event.Sid), _shares.HolderOf(packet.Origin.Address), standing, count, options.Transactions, inspection);
        if (count > options.Transactions)
        {
            var since = _open.At(place).Window.Since(inspection.Now, s_longest);
            inspection.Report(Event, count, options.Transactions, since, packet.Message.From.Uri.Text, calls.FromKey, isSpared: isSpared);
        }
    }

    // OPTIONS ask after peers that may all be away at once; they have limits of their own. A CANCEL is answered by the next hop.
    private static bool Opens(SipMethod method, CallContext calls) =>
        !calls.IsRetransmission && !calls.IsInDialog && method is not (SipMethod.Ack or SipMethod.Cancel or SipMethod.Options or SipMethod.Bye);
}
