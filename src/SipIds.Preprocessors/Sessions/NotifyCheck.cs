using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Sessions;

/// <summary>Event 3011: a NOTIFY belongs to a subscription, or to a REFER, which makes one (RFC 6665 §4.1.3, RFC 3515 §2.4.4).</summary>
internal sealed class NotifyCheck(int capacity, PreprocessorServices services)
{
    public static readonly EventDescriptor Event = new(
        Gid.Sip, 3011, "session-notify-unexpected", Severity.Low, EventAction.Alert,
        "A NOTIFY for no subscription and no REFER (RFC 6665 §4.1.3), as unasked-for message-waiting lamps are lit by.")
    {
        Title = "NOTIFY without a subscription",
        Drop = DropReach.Nothing,
        Settings = ["midstream_grace", "sessions.subscriptions"],
        FalseAlarm = "Servers that light the lamp of a mailbox without being asked, as was common before RFC 6665.",
    };

    private const int DefaultExpires = 3600;
    private const int MaxExpires = 7 * 24 * 3600;

    // RFC 6665 §4.1.2.4, timer N: the NOTIFY that ends a subscription may come this long after it lapsed.
    private static readonly TimeSpan s_afterwards = TimeSpan.FromSeconds(64);

    private readonly BoundedTable<Subscription> _subscriptions = services.Keep("subscriptions", () => new BoundedTable<Subscription>(capacity));
    private readonly KeyHasher _hasher = services.Hasher;

    public void Inspect(in SipPacket packet, CallContext context, Inspection inspection)
    {
        var isOfCall = context.HasCall && context.Call.Is(CallFlags.Referred | CallFlags.Subscribed | CallFlags.Adopted);
        if (!isOfCall && !context.IsBlind && _subscriptions.PlaceOf(_hasher.Hash(packet.Message.CallId), packet.Time) < 0 && !context.MayFitUnseen(packet))
        {
            inspection.Report(Event, packet.Message.ValueOf(SipHeaderId.Event));
        }
    }

    public void Observe(in SipPacket packet)
    {
        if (packet.Message.Method is not (SipMethod.Subscribe or SipMethod.Refer))
        {
            return;
        }

        ref var subscription = ref _subscriptions.GetOrAdd(_hasher.Hash(packet.Message.CallId), packet.Time, out _);
        var until = packet.Time + TimeSpan.FromSeconds(ExpiresOf(packet.Message)) + s_afterwards;
        subscription.Expires = until > subscription.Expires ? until : subscription.Expires;
    }

    private static int ExpiresOf(in SipMessage message)
    {
        var seconds = 0;
        foreach (var digit in message.ValueOf(SipHeaderId.Expires))
        {
            if (digit is < (byte)'0' or > (byte)'9' || seconds > MaxExpires)
            {
                break;
            }

            seconds = (seconds * 10) + (digit - '0');
        }

        return message.Has(SipHeaderId.Expires) ? Math.Min(seconds, MaxExpires) : DefaultExpires;
    }

    private struct Subscription : IEvictable<Subscription>
    {
        public Timestamp Expires { get; set; }

        public readonly int Rank => 0;
    }
}
