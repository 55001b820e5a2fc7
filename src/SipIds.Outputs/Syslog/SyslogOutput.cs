using System.Globalization;
using System.Text;
using SipIds.Events;
using SipIds.Outputs.Streams;
using SipIds.Outputs.Text;

namespace SipIds.Outputs.Syslog;

/// <summary>Alerts as syslog messages: the line of text that a person reads, under a header of RFC 5424 whose MSGID is the event's name.</summary>
public sealed class SyslogOutput : IEventOutput<SyslogOutput, SyslogOptions>
{
    private const int MaxMessageId = 32;

    private readonly IEventStream _stream;
    private readonly TextLine _line = new();
    private readonly AlertText _text;
    private readonly SyslogOptions _options;
    private readonly byte[] _host;
    private readonly byte[] _process;

    /// <summary>An output to a stream, which it owns.</summary>
    /// <param name="stream">Where messages go, each with a line end that is not part of it.</param>
    /// <param name="options">The facility and the form.</param>
    /// <param name="host">The name of this machine.</param>
    /// <param name="process">The number of this process.</param>
    public SyslogOutput(IEventStream stream, SyslogOptions options, string host, int process)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        _stream = stream;
        _text = new(_line);
        _options = options;
        _host = Encoding.ASCII.GetBytes(string.Concat(host.Where(c => c is > ' ' and <= '~').DefaultIfEmpty('-').Take(255)));
        _process = Encoding.ASCII.GetBytes(process.ToString(CultureInfo.InvariantCulture));
        Name = stream.Name;
    }

    /// <inheritdoc/>
    public static OutputInfo Info { get; } = new() { Name = "syslog", Summary = "Alerts to a log server." };

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Lost => _stream.Lost;

    /// <inheritdoc/>
    public string? Fault => _stream.Fault;

    /// <inheritdoc/>
    public static IEventOutput? Create(SyslogOptions options, OutputServices services)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Target is { } target
            ? new SyslogOutput(LogStream.Queued(new SyslogStream(SyslogTarget.Parse(target)), services), options, Environment.MachineName, Environment.ProcessId)
            : null;
    }

    /// <inheritdoc/>
    public void Write(in Alert alert, in SipPacket packet)
    {
        _line.Clear();
        _line.Add("<"u8);
        _line.Add((_options.Facility * 8) + SeverityOf(alert.Severity));
        _line.Add(">"u8);
        if (_options.Format is SyslogFormat.Rfc5424)
        {
            AddHeader(alert, packet);
        }
        else
        {
            AddOldHeader(packet);
        }

        _text.Add(alert, packet);
        _line.Add("\n"u8);
        _stream.Append(_line.Bytes);
    }

    /// <inheritdoc/>
    public void Flush() => _stream.Flush();

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    // RFC 5424 §6.2.1: 3 error, 4 warning, 5 notice.
    private static int SeverityOf(Severity severity) => severity switch
    {
        Severity.High => 3,
        Severity.Medium => 4,
        _ => 5,
    };

    private void AddHeader(in Alert alert, in SipPacket packet)
    {
        Span<byte> time = stackalloc byte[Utf8Text.TimeLength];
        Utf8Text.WriteTime(packet.Time, time);
        _line.Add("1 "u8);
        _line.Add(time);
        _line.Add("Z "u8);
        _line.Add(_host);
        _line.Add(" sipids "u8);
        _line.Add(_process);
        _line.Add(" "u8);
        _line.Add(alert.Event.Name.Length <= MaxMessageId ? alert.Event.Name : alert.Event.Name[..MaxMessageId]);
        _line.Add(" - "u8);
    }

    // RFC 3164 §4.1.2, in UTC; a local receiver puts the host before it.
    private void AddOldHeader(in SipPacket packet)
    {
        Span<byte> time = stackalloc byte[16];
        var date = packet.Time.ToDateTime();
        _ = date.TryFormat(time, out var length, date.Day < 10 ? "MMM  d HH:mm:ss" : "MMM d HH:mm:ss", CultureInfo.InvariantCulture);
        _line.Add(time[..length]);
        if (!_stream.Name.StartsWith("syslog unix:", StringComparison.Ordinal))
        {
            _line.Add(" "u8);
            _line.Add(_host);
        }

        _line.Add(" sipids["u8);
        _line.Add(_process);
        _line.Add("]: "u8);
    }
}
