using SipIds.Events;
using SipIds.Host.Pages;
using SipIds.Packets;

namespace SipIds.Host.Reading.Show;

/// <summary>One message or other payload, with where it was seen and what it raised.</summary>
internal sealed class ShownMessage
{
    private readonly byte[] _bytes;

    public ShownMessage(in SipPacket packet, IReadOnlyList<ShownAlert> alerts)
    {
        _bytes = packet.Payload.ToArray();
        (Number, Time, Source, Target, Transport, Alerts) = (packet.Number, packet.Time, packet.Source, packet.Target, packet.Transport, alerts);
    }

    /// <summary>The packet's number.</summary>
    public long Number { get; }

    public Timestamp Time { get; }

    public NetEndpoint Source { get; }

    public NetEndpoint Target { get; }

    public Transport Transport { get; }

    public IReadOnlyList<ShownAlert> Alerts { get; }

    /// <summary>How much room it takes.</summary>
    public int Size => _bytes.Length;

    /// <summary>Writes it.</summary>
    public void Write(Page page)
    {
        var transport = Transport is Transport.Other ? "" : $"{Transport.ToString().ToUpperInvariant()}, ";
        page.Paragraph($"packet {Figures.Number(Number)}, {Time}, {Source} → {Target}, {transport}{Figures.Size(_bytes.Length)}", Tint.Strong);
        foreach (var alert in Alerts)
        {
            page.Paragraph($"! {alert.Severity.ToString().ToLowerInvariant()} {alert.Event.Name} [{alert.Event.Gid}:{alert.Event.Sid}]{(alert.Detail.Length > 0 ? $" \"{alert.Detail}\"" : "")}", TintOf(alert.Severity), indent: 2);
        }

        page.Blank();
        foreach (var line in EscapedText.Lines(_bytes))
        {
            page.Line(line);
        }

        page.Blank();
    }

    private static Tint TintOf(Severity severity) => severity switch
    {
        Severity.High => Tint.Bad,
        Severity.Medium => Tint.Warning,
        _ => Tint.Faint,
    };
}

/// <summary>An alert that a message raised.</summary>
/// <param name="Event">The event.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Detail">What it says; printable.</param>
internal sealed record ShownAlert(EventDescriptor Event, Severity Severity, string Detail);
