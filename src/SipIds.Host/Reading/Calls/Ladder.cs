using SipIds.Host.Pages;
using SipIds.Packets;
using SipIds.State;

namespace SipIds.Host.Reading.Calls;

/// <summary>The messages with one Call-ID, in order, as far as there is room.</summary>
internal sealed class Ladder
{
    public const int Capacity = 10_000;

    private const int MaxUri = 256;

    private readonly List<LadderMessage> _messages = [];
    private readonly HashSet<StateKey> _seen = [];

    public Ladder(string callId, in SipPacket first)
    {
        CallId = callId;
        From = Printable.Of(PacketText.Keep(first.Message.From.Uri.Text, MaxUri));
        To = Printable.Of(PacketText.Keep(first.Message.To.Uri.Text, MaxUri));
    }

    /// <summary>The Call-ID as it is shown.</summary>
    public string CallId { get; }

    public string From { get; }

    public string To { get; }

    public IReadOnlyList<LadderMessage> Messages => _messages;

    /// <summary>Messages for which there was no room.</summary>
    public long LeftOut { get; private set; }

    /// <summary>When the last message was seen, shown or not.</summary>
    public Timestamp Last { get; private set; }

    /// <param name="packet">The message.</param>
    /// <param name="key">The same for the same bytes between the same endpoints.</param>
    /// <param name="isRepeated">Whether the call table knows it for a retransmission.</param>
    /// <param name="isDropped">Whether it was kept from its target.</param>
    /// <param name="events">The names of the events that it raised.</param>
    public void Add(in SipPacket packet, StateKey key, bool isRepeated, bool isDropped, IReadOnlyList<string> events)
    {
        Last = packet.Time;
        if (_messages.Count == Capacity)
        {
            LeftOut++;
            return;
        }

        var label = LadderMessage.LabelOf(packet, !_seen.Add(key) || isRepeated);
        _messages.Add(new(packet.Time, packet.Source, packet.Target, label, isDropped, events));
    }
}
