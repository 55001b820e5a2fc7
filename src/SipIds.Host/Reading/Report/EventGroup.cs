using SipIds.Events;
using SipIds.Host.Pages;

namespace SipIds.Host.Reading.Report;

/// <summary>The alerts of one event and severity, of one sender or of all.</summary>
internal sealed class EventGroup(EventDescriptor descriptor, Severity severity)
{
    private const int MaxCallId = 256;

    private readonly byte[] _detail = new byte[Alert.MaxDetailLength];
    private int _detailLength;

    public EventDescriptor Event { get; } = descriptor;

    public Severity Severity { get; } = severity;

    /// <summary>How many alerts.</summary>
    public long Alerts { get; private set; }

    /// <summary>How many of the accused requests were accepted: got a 2xx.</summary>
    public long Accepted { get; set; }

    /// <summary>The packet that raised the first alert.</summary>
    public PacketPlace First { get; private set; }

    /// <summary>The packet that <see cref="Detail"/> is about; the last one where none says anything.</summary>
    public PacketPlace Last { get; private set; }

    /// <summary>The Call-ID of the message in it; empty where it has none. Not printable yet.</summary>
    public string CallId { get; private set; } = "";

    /// <summary>What the last alert that says something says; printable.</summary>
    public string Detail => Printable.Of(PacketText.Keep(_detail.AsSpan(0, _detailLength), Alert.MaxDetailLength));

    public void Add(in Alert alert, in SipPacket packet, PacketPlace place)
    {
        if (Alerts++ == 0)
        {
            First = place;
            CallId = packet.Message.IsEmpty ? "" : PacketText.Keep(packet.Message.CallId, MaxCallId);
        }

        if (!alert.Detail.IsEmpty || _detailLength == 0)
        {
            Last = place;
            _detailLength = Math.Min(alert.Detail.Length, _detail.Length);
            alert.Detail[.._detailLength].CopyTo(_detail);
        }
    }
}
