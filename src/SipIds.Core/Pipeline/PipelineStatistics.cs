using System.Runtime.InteropServices;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Pipeline;

/// <summary>What went through a pipeline so far.</summary>
public sealed class PipelineStatistics
{
    private const int StatusCodes = 700;
    private const int SenderBits = 9;

    private readonly long[] _decoded = new long[Enum.GetValues<DecodeStatus>().Length];
    private readonly long[] _methods = new long[SipMethods.Count];
    private readonly long[] _statusCodes = new long[StatusCodes];
    private readonly Dictionary<(EventDescriptor Event, Severity Severity), long> _alerts = [];
    private readonly Dictionary<EventDescriptor, long> _drops = [];
    private readonly KeyHasher _hasher;

    internal PipelineStatistics(KeyHasher hasher) => _hasher = hasher;

    /// <summary>Frames taken from the source.</summary>
    public long Packets { get; private set; }

    /// <summary>Captured bytes of those frames.</summary>
    public long Bytes { get; internal set; }

    /// <summary>SIP messages, of datagrams and streams.</summary>
    public long Messages { get; private set; }

    /// <summary>Keep-alives on SIP ports: CRLF, blanks, STUN.</summary>
    public long KeepAlives { get; private set; }

    /// <summary>Payloads on SIP ports that are neither SIP nor a keep-alive.</summary>
    public long NotSip { get; private set; }

    /// <summary>UDP and TCP payloads on other ports that do not look like SIP.</summary>
    public long OtherPayloads { get; internal set; }

    /// <summary>Packets of SIP that the capture cut short: what is missing of them accuses nobody.</summary>
    public long Cut { get; internal set; }

    /// <summary>Packets dropped.</summary>
    public long Dropped { get; internal set; }

    /// <summary>Packets among <see cref="Dropped"/> that were copies of one that was dropped before.</summary>
    public long DroppedCopies { get; internal set; }

    /// <summary>Answers that told the senders of dropped requests so (<see cref="EventAction.Reject"/>).</summary>
    public long Refused { get; internal set; }

    /// <summary>Packets that would have been dropped but for <c>action_drop: shadow</c>.</summary>
    public long WouldDrop { get; internal set; }

    /// <summary>Messages that were dropped, or would have been but for <c>action_drop: shadow</c>, by the event that decided.</summary>
    public IReadOnlyDictionary<EventDescriptor, long> Drops => _drops;

    /// <summary>Drop records that were left out because there were too many in a second.</summary>
    public long DropsLeftOut { get; internal set; }

    /// <summary>The time of the first frame.</summary>
    public Timestamp First { get; private set; }

    /// <summary>The time of the last frame.</summary>
    public Timestamp Last { get; private set; }

    /// <summary>The addresses that sent the most SIP messages.</summary>
    public TopCounter<NetAddress> Senders { get; } = new(SenderBits);

    /// <summary>Alerts by event and severity: the mild and the severe form of an event stand by themselves.</summary>
    public IReadOnlyDictionary<(EventDescriptor Event, Severity Severity), long> Alerts => _alerts;

    /// <summary>All alerts.</summary>
    public long AlertCount { get; private set; }

    /// <summary>Reports of events that are neither an alert nor a reason to drop because <c>suppress</c> names them.</summary>
    public long AlertsDeclaredFalse { get; internal set; }

    /// <summary>Packets of which nothing was reported because they raised an event whose action is <see cref="EventAction.Pass"/>.</summary>
    public long Excused { get; internal set; }

    /// <summary>Events that were recorded and are no alert (<see cref="EventAction.Log"/>).</summary>
    public long Logged { get; internal set; }

    /// <summary>Reports of events that became no alert: the throttle held them back.</summary>
    public long AlertsSuppressed { get; internal set; }

    /// <summary>Frames for which the decoder answered this.</summary>
    public long Decoded(DecodeStatus status) => _decoded[(int)status];

    /// <summary>Requests of this method; those of unknown methods together under <see cref="SipMethod.Extension"/>.</summary>
    public long Requests(SipMethod method) => _methods[(int)method];

    /// <summary>Responses with this status code; 0 for all impossible ones together.</summary>
    public long Responses(int statusCode) => (uint)statusCode < StatusCodes ? _statusCodes[statusCode] : 0;

    /// <summary>The status codes that were seen, in order.</summary>
    public IEnumerable<int> StatusCodesSeen => Enumerable.Range(0, StatusCodes).Where(code => _statusCodes[code] > 0);

    internal void Count(DecodeStatus status) => _decoded[(int)status]++;

    internal void Count(in SipPacket packet)
    {
        if (packet.Status is SipParseStatus.Ok)
        {
            Count(packet.Message, packet.Source.Address);
        }
        else if (packet.Status is SipParseStatus.KeepAlive)
        {
            KeepAlives++;
        }
        else
        {
            NotSip++;
        }
    }

    internal void Count(in CapturedFrame frame)
    {
        if (Packets++ == 0)
        {
            First = frame.Time;
        }

        Bytes += frame.Bytes.Length;
        Last = frame.Time;
    }

    private void Count(in SipMessage message, NetAddress sender)
    {
        Messages++;
        Senders.Count(_hasher.Hash(sender), sender);
        if (message.IsRequest)
        {
            _methods[(int)message.Method]++;
        }
        else
        {
            var code = message.StatusCode;
            _statusCodes[code is >= 100 and < StatusCodes ? code : 0]++;
        }
    }

    internal void CountDrop(EventDescriptor descriptor) => CollectionsMarshal.GetValueRefOrAddDefault(_drops, descriptor, out _)++;

    internal void Count(EventDescriptor descriptor, Severity severity, bool isLogged)
    {
        if (isLogged)
        {
            Logged++;
            return;
        }

        AlertCount++;
        CollectionsMarshal.GetValueRefOrAddDefault(_alerts, (descriptor, severity), out _)++;
    }
}
