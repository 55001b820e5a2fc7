using System.Numerics;
using System.Runtime.CompilerServices;
using SipIds.Calls;
using SipIds.Calls.Standings;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.State;

namespace SipIds.Preprocessors.Thresholds;

/// <summary>4020: an address that gets many times the bytes that it sends: somebody sends in its name, so that our answers flood it.</summary>
/// <remarks>Over UDP only, for over TCP nobody is answered who cannot receive. What is dropped is not counted as sent.</remarks>
internal sealed class ReflectionCheck(ThresholdsOptions options, PreprocessorServices services)
{
    public static readonly EventDescriptor Event = new(Gid.Sip, 4020, "options-reflection", Severity.Medium, EventAction.Drop,
        "An address that proved nothing got more than `reflected` times as many bytes of responses over UDP as it sent requests in `period`, and more than 64 KiB: its address is forged, and it is the victim.")
    {
        Title = "Responses reflected to a victim",
        Drop = "Requests over UDP outside calls that anybody could have sent from that address, with their retransmissions, until the `period` in which it was counted is over. What answers a challenge passes; "
            + "so does what comes from an address where anything was proved. " + DropReach.Calls,
        Settings = ["reflected", "period", "peers", "thresholds.sources_tracked"],
        FalseAlarm = "A monitor that polls with tiny requests and gets long answers: add it to `peers`, or raise `reflected`.",
    };

    private const int Least = 64 * 1024;

    private static readonly CountedQuantity s_quantity = new("reflected", "source", Event);

    private readonly TimeSpan _period = services.Settings.Period;
    private readonly KeyHasher _hasher = services.Hasher;
    private readonly BoundedTable<Exchange> _exchanges = services.Keep("exchanges", () => new BoundedTable<Exchange>(options.SourcesTracked));

    /// <summary>Reports a request that its sender may have sent in another's name.</summary>
    public void InspectRequest(in SipPacket packet, in SourceKey source, Inspection inspection)
    {
        if (packet.Transport is Transport.Udp && _exchanges.PlaceOf(source.Key, packet.Time) is >= 0 and var place && _exchanges.At(place).Got > Least)
        {
            Judge(packet, source, _exchanges.At(place), inspection);
        }
    }

    /// <summary>Takes in a request outside dialogs that passes.</summary>
    public void Observe(in SipPacket packet, CallContext calls)
    {
        if (packet.Transport is Transport.Udp && packet.Origin == packet.Source && !calls.IsInDialog && !calls.HasCredentials)
        {
            Touch(SourceKey.Of(packet.Source.Address, _hasher).Key, packet.Time).Sent += packet.Payload.Length;
        }
    }

    /// <summary>Takes in a response, which goes to where its request says that it came from.</summary>
    public void InspectResponse(in SipPacket packet, in Transaction request)
    {
        if (request.Transport is Transport.Udp && request.Origin == request.Source && !request.IsInDialog && !request.HasCredentials)
        {
            Touch(SourceKey.Of(request.Source.Address, _hasher).Key, packet.Time).Got += packet.Payload.Length;
        }
    }

    /// <summary>Forgets what has expired.</summary>
    public void OnTick(Timestamp now) => _exchanges.Sweep(now, _exchanges.Capacity / UnknownUsers.TicksForAll);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Judge(in SipPacket packet, in SourceKey source, in Exchange exchange, Inspection inspection)
    {
        var (calls, origin, now) = (inspection.Call, packet.Origin.Address, inspection.Now);
        var standing = calls.Standing;
        if (standing.IsReachable(origin, now) || standing.IsPeer(origin, now))
        {
            return;
        }

        Span<byte> address = stackalloc byte[SourceKey.MaxTextLength];
        var name = address[..source.Write(address)];
        var factor = exchange.Got / Math.Max(exchange.Sent, 1);
        inspection.Counted(s_quantity, source.Key, name, factor, options.Reflected);
        if (factor > options.Reflected)
        {
            var isSpared = Standing.IsOwn(packet, calls) || standing.IsHeardOf(origin, now) || StandingRules.HasStanding(packet, calls);
            inspection.Report(Event, factor, options.Reflected, default, name, source.Key, isSpared: isSpared);
        }
    }

    private ref Exchange Touch(StateKey source, Timestamp now)
    {
        ref var exchange = ref _exchanges.GetOrAdd(source, now, out var isNew);
        exchange.Expires = isNew ? now + _period : exchange.Expires;
        return ref exchange;
    }

    private struct Exchange : IEvictable<Exchange>
    {
        public long Sent;
        public long Got;

        public Timestamp Expires { get; set; }

        public readonly int Rank => BitOperations.Log2((uint)Math.Min(Got / 1024, uint.MaxValue) | 1);
    }
}
