using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;

namespace SipIds.Host.Reading.Show;

/// <summary>Keeps the messages that are to be shown: those in some packets, or those whose Call-ID begins in a way.</summary>
/// <param name="numbers">The packets; none where a call is asked for.</param>
/// <param name="callId">The Call-ID or its beginning; null where packets are asked for.</param>
internal sealed class MessagePicker(IReadOnlySet<long> numbers, string? callId) : IEventOutput, IMessageObserver
{
    private const int MaxCalls = 8;
    private const long MaxBytes = 64 << 20;

    private readonly Dictionary<string, List<ShownMessage>> _picked = new(StringComparer.Ordinal);
    private readonly List<ShownAlert> _alerts = [];
    private readonly byte[] _callId = System.Text.Encoding.UTF8.GetBytes(callId ?? "");
    private long _bytes;
    private long _packet;

    public string Name => "messages to show";

    public long Lost => 0;

    public string? Fault => null;

    /// <summary>Messages for which there was no room.</summary>
    public long LeftOut { get; private set; }

    /// <summary>The messages by Call-ID; those of packets together.</summary>
    public IReadOnlyDictionary<string, List<ShownMessage>> Picked => _picked;

    public void Write(in Alert alert, in SipPacket packet)
    {
        if (_packet != packet.Number)
        {
            _packet = packet.Number;
            _alerts.Clear();
        }

        var shown = new ShownAlert(alert.Event, alert.Severity, EscapedText.Of(alert.Detail));
        if (packet.Message.IsEmpty)
        {
            // What is no message is shown for its alerts alone.
            Pick(packet, [shown]);
        }
        else if (IsWanted(packet))
        {
            _alerts.Add(shown);
        }
    }

    public void OnMessage(in SipPacket packet, CallContext calls, Verdict verdict)
    {
        if (_packet != packet.Number)
        {
            _packet = packet.Number;
            _alerts.Clear();
        }

        Pick(packet, [.. _alerts]);
        _alerts.Clear();
    }

    public void Flush()
    {
    }

    public void Dispose()
    {
    }

    private bool IsWanted(in SipPacket packet) => callId is null ? numbers.Contains(packet.Number) : packet.Message.CallId.StartsWith(_callId);

    private void Pick(in SipPacket packet, IReadOnlyList<ShownAlert> alerts)
    {
        if (!IsWanted(packet) || (callId is not null && packet.Message.CallId.IsEmpty))
        {
            return;
        }

        var key = callId is null ? "" : EscapedText.Of(packet.Message.CallId);
        if (!_picked.TryGetValue(key, out var messages))
        {
            if (_picked.Count == MaxCalls)
            {
                LeftOut++;
                return;
            }

            _picked.Add(key, messages = []);
        }

        if (_bytes > MaxBytes)
        {
            LeftOut++;
            return;
        }

        // A payload that is no message may have raised several alerts.
        if (packet.Message.IsEmpty && messages.Count > 0 && messages[^1].Number == packet.Number)
        {
            alerts = [.. messages[^1].Alerts, .. alerts];
            messages.RemoveAt(messages.Count - 1);
        }

        var shown = new ShownMessage(packet, alerts);
        messages.Add(shown);
        _bytes += shown.Size;
    }
}
