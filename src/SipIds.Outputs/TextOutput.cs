using SipIds.Events;
using SipIds.Packets;
using SipIds.Pipeline;

namespace SipIds.Outputs;

/// <summary>Alerts as text, a line each: when, how bad, what was done, which event, who to whom, and what a person needs to judge it.</summary>
/// <remarks>Columns are two blanks apart, and nothing in a packet can write two blanks or a control character.</remarks>
public sealed class TextOutput : IEventOutput
{
    private const int NameWidth = 40;
    private const int EndpointWidth = 19;

    private readonly BufferedEventStream _stream;
    private readonly TextLine _line = new();
    private readonly bool _colours;

    /// <summary>An output to a stream, which it owns.</summary>
    /// <param name="stream">Where the lines go.</param>
    /// <param name="colours">Whether severities are coloured, for a terminal.</param>
    public TextOutput(BufferedEventStream stream, bool colours = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _colours = colours;
        Name = $"text log {stream.Name}";
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Lost => _stream.Lost;

    /// <inheritdoc/>
    public string? Fault => _stream.Fault;

    /// <inheritdoc/>
    public void Write(in Alert alert, in SipPacket packet)
    {
        _line.Clear();
        AddTime(packet.Time);
        AddSeverity(alert.Severity);
        AddAction(alert);
        AddEvent(alert.Event);
        AddEndpoints(packet);
        TextMessage.AddTo(_line, packet);
        AddCount(alert, packet.Time);
        AddRemarks(alert, packet);
        TextMessage.AddCallIdTo(_line, packet.Message);
        _line.Add("\n"u8);
        _stream.Append(_line.Bytes);
    }

    /// <inheritdoc/>
    public void Flush() => _stream.Flush();

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void AddTime(Timestamp time)
    {
        Span<byte> text = stackalloc byte[Utf8Text.TimeLength];
        Utf8Text.WriteTime(time, text);
        Colour("\e[2m"u8);
        _line.Add(text);
        _line.Add("Z"u8);
        Colour("\e[0m"u8);
        _line.Add("  "u8);
    }

    private void AddSeverity(Severity severity)
    {
        Colour(severity switch
        {
            Severity.High => "\e[1;31m"u8,
            Severity.Medium => "\e[33m"u8,
            _ => "\e[36m"u8,
        });
        _line.Add(severity switch
        {
            Severity.High => "HIGH  "u8,
            Severity.Medium => "MEDIUM"u8,
            _ => "LOW   "u8,
        });
        Colour("\e[0m"u8);
        _line.Add("  "u8);
    }

    private void AddAction(in Alert alert)
    {
        var isDropped = alert.Verdict is Verdict.Drop;
        if (isDropped)
        {
            Colour("\e[1m"u8);
        }

        _line.Add(!isDropped ? "alert"u8 : alert.Action is EventAction.Block ? "block"u8 : "drop "u8);
        if (isDropped)
        {
            Colour("\e[0m"u8);
        }

        _line.Add("  "u8);
    }

    private void AddEvent(EventDescriptor descriptor)
    {
        var start = _line.Length;
        _line.Add("["u8);
        _line.Add(descriptor.Gid);
        _line.Add(":"u8);
        _line.Add(descriptor.Sid);
        _line.Add("] "u8);
        _line.Add(descriptor.Name);
        _line.Pad(start, NameWidth);
        _line.Add("  "u8);
    }

    private void AddEndpoints(in SipPacket packet)
    {
        var start = _line.Length;
        _line.Add(packet.Source);
        _line.Pad(start, EndpointWidth);
        _line.Add(" → "u8);
        start = _line.Length;
        _line.Add(packet.Target);
        _line.Pad(start, EndpointWidth);
    }

    private void AddCount(in Alert alert, Timestamp now)
    {
        if (alert.Count == 0)
        {
            return;
        }

        _line.Add("  "u8);
        _line.Add(alert.Count);
        if (alert.Since != default && alert.Since <= now)
        {
            AddElapsed(now - alert.Since);
        }

        _line.Add(" (limit "u8);
        _line.Add(alert.Limit);
        if (alert.Suppressed > 0)
        {
            _line.Add(", "u8);
            _line.Add(alert.Suppressed);
            _line.Add(" not shown"u8);
        }

        _line.Add(")"u8);
    }

    private void AddElapsed(TimeSpan elapsed)
    {
        _line.Add(" in "u8);
        if (elapsed < TimeSpan.FromSeconds(1))
        {
            _line.Add((long)elapsed.TotalMilliseconds);
            _line.Add(" ms"u8);
            return;
        }

        _line.Add((long)elapsed.TotalSeconds);
        _line.Add("."u8);
        _line.Add(elapsed.Milliseconds / 100);
        _line.Add(" s"u8);
    }

    private void AddRemarks(in Alert alert, in SipPacket packet)
    {
        if (alert.WouldDrop)
        {
            _line.Add("  would drop"u8);
        }

        if (alert.Emergency)
        {
            _line.Add("  emergency call"u8);
        }

        if (packet.Origin != packet.Source && !packet.Origin.Address.IsNone)
        {
            _line.Add("  origin "u8);
            _line.Add(packet.Origin);
        }

        if (!alert.Detail.IsEmpty)
        {
            _line.Add("  \""u8);
            _line.AddPrintable(alert.Detail, Alert.MaxDetailLength);
            _line.Add("\""u8);
        }
    }

    private void Colour(ReadOnlySpan<byte> code)
    {
        if (_colours)
        {
            _line.Add(code);
        }
    }
}
