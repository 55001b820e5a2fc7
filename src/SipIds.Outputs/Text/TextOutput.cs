using SipIds.Events;
using SipIds.Outputs.Streams;
using SipIds.Packets;

namespace SipIds.Outputs.Text;

/// <summary>Alerts as text, a line each: when, how bad, what was done, which event, who to whom, and what a person needs to judge it.</summary>
/// <remarks>Columns are two blanks apart, and nothing in a packet can write two blanks or a control character.</remarks>
public sealed class TextOutput : IEventOutput
{
    // Below this width there is a time of day, and nothing is padded.
    private const int WidthOfDates = 160;
    private const int TimeOfDay = 11;
    private const int TimeOfDayLength = 12;

    private readonly IEventStream _stream;
    private readonly TextLine _line = new();
    private readonly AlertText _text;
    private readonly Func<int>? _width;

    /// <summary>An output to a stream, which it owns.</summary>
    /// <param name="stream">Where the lines go.</param>
    /// <param name="colours">Whether severities are coloured, for a terminal.</param>
    /// <param name="width">How many columns a line may have now; what does not fit is left out, between words. As long as it is without.</param>
    public TextOutput(IEventStream stream, bool colours = false, Func<int>? width = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _text = new(_line, colours);
        _width = width;
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
        var width = _width?.Invoke() ?? int.MaxValue;
        _line.Clear();
        AddTime(packet.Time, isShort: width < WidthOfDates);
        _text.Add(alert, packet, isShort: width < WidthOfDates);
        _line.Fit(width);
        _line.Add("\n"u8);
        _stream.Append(_line.Bytes);
    }

    /// <inheritdoc/>
    public void Flush() => _stream.Flush();

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void AddTime(Timestamp time, bool isShort)
    {
        Span<byte> text = stackalloc byte[Utf8Text.TimeLength];
        Utf8Text.WriteTime(time, text);
        _text.Colour("\e[2m"u8);
        _line.Add(isShort ? text.Slice(TimeOfDay, TimeOfDayLength) : text);
        _line.Add(isShort ? default : "Z"u8);
        _text.Colour("\e[0m"u8);
        _line.Add("  "u8);
    }
}
