using SipIds.Events;
using SipIds.Packets;

namespace SipIds.Outputs.Text;

/// <summary>Puts an alert into a line of text: how bad, what was done, which event, who to whom, and what a person needs to judge it.</summary>
/// <param name="line">The line.</param>
/// <param name="colours">Whether severities are coloured, for a terminal.</param>
internal sealed class AlertText(TextLine line, bool colours = false)
{
    private const int ActionWidth = 5;
    private const int NameWidth = 40;
    private const int EndpointWidth = 19;

    /// <summary>Adds everything but the time and the line end.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="packet">Its packet.</param>
    /// <param name="isShort">Whether there is no room for padding, nor for what is the same in most lines.</param>
    public void Add(in Alert alert, in SipPacket packet, bool isShort = false)
    {
        AddSeverity(alert.Severity);
        if (isShort)
        {
            AddShort(alert, packet);
            return;
        }

        AddAction(alert);
        AddEvent(alert.Event);
        AddEndpoints(packet);
        TextMessage.AddTo(line, packet);
        AddCount(alert, packet.Time);
        AddRemarks(alert, packet);
        TextMessage.AddCallIdTo(line, packet.Message);
    }

    /// <summary>Adds a code that steers the terminal, if there is one.</summary>
    public void Colour(ReadOnlySpan<byte> code)
    {
        if (colours)
        {
            line.Add(code);
        }
    }

    private void AddSeverity(Severity severity)
    {
        Colour(severity switch
        {
            Severity.High => "\e[1;31m"u8,
            Severity.Medium => "\e[33m"u8,
            _ => "\e[36m"u8,
        });
        line.Add(severity switch
        {
            Severity.High => "HIGH  "u8,
            Severity.Medium => "MEDIUM"u8,
            _ => "LOW   "u8,
        });
        Colour("\e[0m"u8);
        line.Add("  "u8);
    }

    // What a person looks for first stands first: the end of the line may be left out.
    private void AddShort(in Alert alert, in SipPacket packet)
    {
        if (alert.Verdict is Verdict.Drop)
        {
            AddAction(alert);
        }

        line.Add(alert.Event.Name);
        line.Add("  "u8);
        line.Add(packet.Source.Address);
        line.Add(" → "u8);
        line.Add(packet.Target.Address);
        AddCount(alert, packet.Time);
        AddRemarks(alert, packet);
        TextMessage.AddTo(line, packet);
    }

    private void AddAction(in Alert alert)
    {
        var isDropped = alert.Verdict is Verdict.Drop;
        if (isDropped)
        {
            Colour("\e[1m"u8);
        }

        // Another event of the packet may have dropped it.
        var start = line.Length;
        line.Add((!isDropped ? EventAction.Alert : alert.Action.Drops ? alert.Action : EventAction.Drop).Word);
        line.Pad(start, ActionWidth);
        if (isDropped)
        {
            Colour("\e[0m"u8);
        }

        line.Add("  "u8);
    }

    private void AddEvent(EventDescriptor descriptor)
    {
        var start = line.Length;
        line.Add("["u8);
        line.Add(descriptor.Gid);
        line.Add(":"u8);
        line.Add(descriptor.Sid);
        line.Add("] "u8);
        line.Add(descriptor.Name);
        line.Pad(start, NameWidth);
        line.Add("  "u8);
    }

    private void AddEndpoints(in SipPacket packet)
    {
        var start = line.Length;
        AddEndpoint(packet.Source, packet.Transport);
        line.Pad(start, EndpointWidth);
        line.Add(" → "u8);
        start = line.Length;
        AddEndpoint(packet.Target, packet.Transport);
        line.Pad(start, EndpointWidth);
    }

    // A fragment has no port.
    private void AddEndpoint(NetEndpoint endpoint, Transport transport)
    {
        if (transport is Transport.Other && endpoint.Port == 0)
        {
            line.Add(endpoint.Address);
        }
        else
        {
            line.Add(endpoint);
        }
    }

    private void AddCount(in Alert alert, Timestamp now)
    {
        if (alert.Count == 0)
        {
            AddSuppressed(alert.Suppressed, "  ("u8, ")"u8);
            return;
        }

        line.Add("  "u8);
        var start = line.Length;
        line.Add(alert.Count);
        if (alert.Since != default && alert.Since <= now)
        {
            AddElapsed(now - alert.Since);
        }

        line.Add(" (limit "u8);
        line.Add(alert.Limit);
        AddSuppressed(alert.Suppressed, ", "u8, default);
        line.Add(")"u8);
        line.KeepWhole(start);
    }

    private void AddElapsed(TimeSpan elapsed)
    {
        line.Add(" in "u8);
        if (elapsed < TimeSpan.FromSeconds(1))
        {
            line.Add((long)elapsed.TotalMilliseconds);
            line.Add(" ms"u8);
            return;
        }

        line.Add((long)elapsed.TotalSeconds);
        line.Add("."u8);
        line.Add(elapsed.Milliseconds / 100);
        line.Add(" s"u8);
    }

    private void AddSuppressed(long count, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        if (count > 0)
        {
            line.Add(before);
            line.Add(count);
            line.Add(" not shown"u8);
            line.Add(after);
        }
    }

    private void AddRemarks(in Alert alert, in SipPacket packet)
    {
        if (alert.WouldDrop)
        {
            line.Add("  would drop"u8);
        }

        if (alert.NotExcised)
        {
            line.Add("  passed, not excised"u8);
        }

        if (alert.Emergency)
        {
            line.Add("  emergency call"u8);
        }

        if (packet.Origin != packet.Source && !packet.Origin.Address.IsNone)
        {
            line.Add("  origin "u8);
            line.Add(packet.Origin);
        }

        if (!alert.Detail.IsEmpty)
        {
            line.Add("  \""u8);
            line.AddPrintable(alert.Detail, Alert.MaxDetailLength);
            line.Add("\""u8);
        }
    }
}
