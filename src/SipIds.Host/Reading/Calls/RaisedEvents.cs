using SipIds.Calls;
using SipIds.Events;
using SipIds.Packets;
using SipIds.Preprocessing;

namespace SipIds.Host.Reading.Calls;

/// <summary>The events that the message at hand raised, for the observers before this one: it is the last of them, and forgets.</summary>
internal sealed class RaisedEvents : IEventOutput, IMessageObserver
{
    private readonly List<EventDescriptor> _events = [];
    private (long Number, Timestamp Time) _packet;

    public string Name => "views of calls";

    public long Lost => 0;

    public string? Fault => null;

    public void Write(in Alert alert, in SipPacket packet)
    {
        if (_packet != (packet.Number, packet.Time))
        {
            _events.Clear();
            _packet = (packet.Number, packet.Time);
        }

        // What is no message is shown to no observer; its events shall not pass for those of the next message in the segment.
        if (!packet.Message.IsEmpty)
        {
            _events.Add(alert.Event);
        }
    }

    /// <summary>The events of this message.</summary>
    public IReadOnlyList<EventDescriptor> Of(in SipPacket packet) => _packet == (packet.Number, packet.Time) ? _events : [];

    public void OnMessage(in SipPacket packet, CallContext calls, Verdict verdict) => _events.Clear();

    public void Flush()
    {
    }

    public void Dispose()
    {
    }
}
