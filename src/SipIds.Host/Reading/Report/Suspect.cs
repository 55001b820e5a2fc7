using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Sip;

namespace SipIds.Host.Reading.Report;

/// <summary>One address that may be an attacker: what it is accused of, and what it was answered.</summary>
internal sealed class Suspect(NetAddress address)
{
    private const int MaxUsers = 10_000;
    private const int MaxTargets = 10_000;
    private const int MaxPending = 4_096;
    private const int FewestDigits = 7;
    private const int Ringing = 180;

    private static readonly SearchValues<byte> s_digits = SearchValues.Create("0123456789+*#-."u8);

    private readonly Dictionary<string, Login> _logins = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<int, long> _answers = [];
    private readonly Dictionary<string, int> _dialled = new(StringComparer.Ordinal);
    private readonly List<PremiumCall> _premiumCalls = [];
    private readonly HashSet<NetAddress> _targets = [];
    private readonly HashSet<NetAddress> _answering = [];
    private readonly Dictionary<RequestKey, EventGroup[]> _pending = [];

    public NetAddress Address { get; } = address;

    /// <summary>Whether it is no address but a flood on a target, which many made together.</summary>
    public bool FloodsTarget { get; init; }

    /// <summary>Its alerts.</summary>
    public EventGroups Events { get; } = new();

    public long Alerts { get; private set; }

    /// <summary>Whether it was accused of something, or refused something.</summary>
    public bool IsWatched => Alerts > 0 || _answers.Count > 0;

    /// <summary>The severity of its worst alert.</summary>
    public Severity Worst { get; private set; } = Severity.Low;

    /// <summary>When its first and its last alert were raised.</summary>
    public (Timestamp First, Timestamp Last) Times { get; private set; }

    /// <summary>Whether one of its packets was certainly its own.</summary>
    public bool IsProven { get; private set; }

    /// <summary>Its messages that did not pass.</summary>
    public long Dropped { get; private set; }

    /// <summary>Those among them that the capture shows accepted all the same (2xx).</summary>
    public long Stopped { get; private set; }

    /// <summary>Its calls to premium numbers that got up.</summary>
    public IReadOnlyList<PremiumCall> PremiumCalls => _premiumCalls;

    /// <summary>The final status that each number got that it tried to call, 180 where it rang first.</summary>
    public IReadOnlyDictionary<string, int> Dialled => _dialled;

    /// <summary>Whom it attacked.</summary>
    public IReadOnlyCollection<NetAddress> Targets => _targets;

    /// <summary>Who answered it with a 2xx.</summary>
    public IReadOnlyCollection<NetAddress> Answering => _answering;

    /// <summary>Its credentials by user.</summary>
    public IReadOnlyDictionary<string, Login> Logins => _logins;

    /// <summary>The final status that each user got who was asked for.</summary>
    public IReadOnlyDictionary<string, int> Asked => _asked;

    /// <summary>Final responses by status.</summary>
    public IReadOnlyDictionary<int, long> Answers => _answers;

    /// <summary>Its calls that got up.</summary>
    public long AnsweredCalls { get; private set; }

    /// <summary>Those among them that got up after it was accused first.</summary>
    public long AnsweredCallsOfAccused { get; private set; }

    public EventGroup Add(in Alert alert, in SipPacket packet, PacketPlace place)
    {
        Times = (Alerts++ == 0 ? packet.Time : Times.First, packet.Time);
        Worst = alert.Severity < Worst ? alert.Severity : Worst;
        IsProven |= alert.SourceProven;
        if (_targets.Count < MaxTargets)
        {
            _ = _targets.Add(alert.Source.Address.IsNone ? packet.Target.Address : alert.Target.Address);
        }

        return Events.Add(alert, packet, place);
    }

    /// <summary>Takes note of a request that raised alerts: its answer says whether it was accepted.</summary>
    public void Expect(in SipPacket packet, CallContext calls, IReadOnlyList<EventGroup> groups)
    {
        if (_pending.Count < MaxPending)
        {
            _pending[RequestKey.Of(packet, calls)] = [.. groups];
        }
    }

    public void OnDropped() => Dropped++;

    public void OnStopped() => Stopped++;

    public void OnRinging(in SipMessage response)
    {
        if (IsNumber(response.To.Uri.User))
        {
            OnAsked(response, Ringing);
        }
    }

    public void OnAnsweredCall(PremiumCall? premium)
    {
        if (premium is not null)
        {
            _premiumCalls.Add(premium);
        }

        AnsweredCalls++;
        AnsweredCallsOfAccused += Alerts > 0 ? 1 : 0;
    }

    /// <summary>Takes note of a final response to one of its requests.</summary>
    public void OnFinal(in SipPacket packet, CallContext calls, PacketPlace place)
    {
        var message = packet.Message;
        var status = message.StatusCode;
        CollectionsMarshal.GetValueRefOrAddDefault(_answers, status, out _)++;
        var key = RequestKey.Of(packet, calls);
        if (status < 300)
        {
            if (_answering.Count < MaxTargets)
            {
                _ = _answering.Add(packet.Source.Address);
            }

            if (_pending.Remove(key, out var groups))
            {
                Array.ForEach(groups, group => group.Accepted++);
            }
        }

        if (calls is { HasTransaction: true, Transaction.HasCredentials: true })
        {
            OnLogin(packet, key, place);
        }
        else if (!calls.Transaction.IsInDialog)
        {
            OnAsked(message, status);
        }
    }

    private void OnLogin(in SipPacket packet, RequestKey key, PacketPlace place)
    {
        var message = packet.Message;
        var uri = (message.CSeq.Method is SipMethod.Register ? message.To : message.From).Uri;
        var name = NameOf(uri);
        if (!_logins.TryGetValue(name, out var login))
        {
            if (_logins.Count == MaxUsers)
            {
                return;
            }

            _logins.Add(name, login = new());
        }

        if (message.StatusCode < 300)
        {
            login.Accept(packet.Time, place);
        }
        else if (message.StatusCode is 401 or 403 or 407 && !IsStale(message))
        {
            login.Refuse(key);
        }
    }

    // What rang stays so, though it was hung up at once.
    private void OnAsked(in SipMessage message, int status)
    {
        var uri = message.To.Uri;
        var (name, asked) = (NameOf(uri), message.CSeq.Method is SipMethod.Invite && IsNumber(uri.User) ? _dialled : _asked);
        if (asked.TryGetValue(name, out var before) ? before != Ringing : asked.Count < MaxUsers)
        {
            asked[name] = status;
        }
    }

    private static bool IsNumber(ReadOnlySpan<byte> user) => user.Length >= FewestDigits && user.IndexOfAnyExcept(s_digits) < 0;

    // RFC 7616 §3.3: the password was right, and only its nonce too old.
    private static bool IsStale(in SipMessage message) =>
        message.ValueOf(SipHeaderId.WwwAuthenticate).IndexOf("stale=true"u8) >= 0 || message.ValueOf(SipHeaderId.ProxyAuthenticate).IndexOf("stale=true"u8) >= 0;

    private static string NameOf(in SipUri uri) => Encoding.UTF8.GetString(uri.User.IsEmpty ? uri.Host : uri.User);
}
