using System.Text;
using SipIds.Calls;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Host.Discovery.Survey;

/// <summary>Takes note of who does what in the traffic that a pipeline judges: who sends on, who calls without a password, who takes registrations. In memory that does not grow.</summary>
/// <param name="ports">The ports on which everything is taken for SIP.</param>
/// <param name="hosts">How many hosts are remembered.</param>
internal sealed partial class TrafficSurvey(IEnumerable<int> ports, int hosts = TrafficSurvey.UsualHosts) : IMessageObserver
{
    private const int UsualHosts = 8192;
    private const int MostExchanges = 32_768;
    private const int MostCalls = 65_536;
    private const int MostDomainLength = 64;
    private static readonly TimeSpan s_exchange = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_call = TimeSpan.FromHours(12);

    private readonly KeyHasher _hasher = KeyHasher.CreateSecret();
    private readonly BoundedTable<Exchange> _exchanges = new(MostExchanges);
    private readonly BoundedTable<KnownCall> _calls = new(MostCalls);
    private readonly HashSet<int> _ports = [.. ports];
    private HostTable? _hosts;
    private DuplicateWatch? _duplicates;

    /// <summary>By which interface the frame comes in that goes through the pipeline now; 0 where interfaces are not told apart.</summary>
    public int Door { get; set; }

    /// <summary>Messages of SIP.</summary>
    public long Messages { get; private set; }

    public Timestamp First { get; private set; }

    public Timestamp Last { get; private set; }

    public HostTable Hosts => _hosts ??= new(_hasher, hosts);

    public DuplicateWatch Duplicates => _duplicates ??= new(_hasher);

    public Visibility Visibility { get; } = new();

    /// <inheritdoc/>
    public void OnMessage(in SipPacket packet, CallContext calls, Verdict verdict)
    {
        if (packet.Decoded.IsDiscarded)
        {
            return;
        }

        Messages++;
        First = First == default ? packet.Time : First;
        Last = packet.Time;
        var sender = Hosts.Of(packet.Source.Address, packet.Time);
        sender.Sent++;
        if (IsCopy(packet, sender))
        {
            return;
        }

        if (!packet.Message.IsRequest)
        {
            OnResponse(packet);
        }
        else if (packet.Message.Method is SipMethod.Ack)
        {
            OnAck(packet);
        }
        else
        {
            OnRequest(packet, sender);
        }
    }

    /// <summary>Where a message comes from: its source, or where that host had a request from that it sends on.</summary>
    public NetAddress SenderOf(in SipPacket packet)
    {
        if (!packet.Message.IsRequest || _exchanges.PlaceOf(KeyOf(packet.Message, MethodOf(packet.Message)), packet.Time) is not (>= 0 and var place))
        {
            return packet.Source.Address;
        }

        ref readonly var exchange = ref _exchanges.At(place);
        var hop = exchange.HopOf(ViaStack.Of(packet.Message, _hasher).Second);
        if (hop < 0)
        {
            return packet.Source.Address;
        }

        while (exchange.Hops[hop].From is >= 0 and var before)
        {
            hop = before;
        }

        return exchange.Hops[hop].Source;
    }

    // An ACK and a CANCEL take the way of their INVITE.
    private static SipMethod MethodOf(in SipMessage message) => message.CSeq.Method;

    // The side is the one where a packet was seen first.
    private bool IsCopy(in SipPacket packet, SeenHost sender)
    {
        var (isCopy, first) = packet.Transport is Transport.Udp ? Duplicates.Note(packet, Door) : default;
        if (Door != 0 && !isCopy)
        {
            sender.Doors[Door] = sender.Doors.GetValueOrDefault(Door) + 1;
        }

        if (first != 0)
        {
            sender.Crossed[first] = sender.Crossed.GetValueOrDefault(first) + 1;
        }

        return isCopy;
    }

    private StateKey KeyOf(in SipMessage message, SipMethod method) => _hasher.Hash(message.CallId).With(message.CSeq.Number).With((ulong)method);

    private ulong UserOf(in SipUri uri) => _hasher.Hash(uri.User).With(_hasher.HashIgnoreCase(uri.Host)).Low;

    private bool IsOnOtherPort(in SipPacket packet) => !_ports.Contains(packet.Source.Port) && !_ports.Contains(packet.Target.Port);

    private static string Domain(ReadOnlySpan<byte> host) => Encoding.UTF8.GetString(host[..Math.Min(host.Length, MostDomainLength)]);
}
