using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using SipIds.Events;
using SipIds.Outputs.Streams;
using SipIds.Packets;
using SipIds.Pipeline.Snapshots;

namespace SipIds.Outputs.Eve;

/// <summary>Alerts and drops as EVE JSON, one object a line, as Suricata's tools read them. <c>docs/event.schema.json</c> describes the object.</summary>
public sealed class EveOutput : IEventOutput<EveOutput, EveLogOptions>, IDropOutput, ISnapshotOutput
{
    private readonly IEventStream _stream;
    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private readonly Utf8JsonWriter _writer;
    private readonly ConditionalWeakTable<EventDescriptor, EveSignature> _signatures = [];

    /// <summary>An output to a stream, which it owns.</summary>
    public EveOutput(IEventStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        Name = $"EVE log {stream.Name}";

        // Relaxed: the log is no part of an HTML page, and <sip:a@b> stays readable in it.
        _writer = new(_line, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    /// <inheritdoc/>
    public static OutputInfo Info { get; } = new() { Name = "eve", Summary = "The EVE log: alerts, and stats records. --eve wins over the path." };

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Lost => _stream.Lost;

    /// <inheritdoc/>
    public string? Fault => _stream.Fault;

    /// <summary>What is written.</summary>
    public EveContent Content { get; init; } = new();

    /// <inheritdoc/>
    public bool TakesSnapshots => Content.Stats;

    /// <inheritdoc/>
    public static IEventOutput? Create(EveLogOptions options, OutputServices services)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Path is { } path ? new EveOutput(LogStream.Open(path, options, services)) { Content = EveContent.Of(options) } : null;
    }

    /// <summary>Writes a record of what the sensor counted.</summary>
    public void Write(SensorSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (!Content.Stats)
        {
            return;
        }

        _line.ResetWrittenCount();
        _writer.Reset();
        EveStats.Write(_writer, snapshot);
        Append();
    }

    /// <inheritdoc/>
    public bool TakesLogged => true;

    /// <inheritdoc/>
    public void Write(in Alert alert, in SipPacket packet)
    {
        if (!Content.Alerts)
        {
            return;
        }

        _line.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        EveFlow.Write(_writer, packet, alert.Action is EventAction.Log ? "log"u8 : "alert"u8);
        WriteAlert(alert);
        WriteMessage(packet);
        if (Content.Payload)
        {
            EvePayload.Write(_writer, packet.Payload);
        }

        WriteOurs(alert, packet);
        _writer.WriteEndObject();
        Append();
    }

    /// <inheritdoc/>
    public void Write(in Drop drop, in SipPacket packet)
    {
        if (!Content.Drops)
        {
            return;
        }

        _line.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        EveFlow.Write(_writer, packet, "drop"u8);
        EveDrop.Write(_writer, packet);
        WriteMessage(packet);
        EveDrop.WriteOurs(_writer, drop, packet);
        _writer.WriteEndObject();
        Append();
    }

    /// <inheritdoc/>
    public void Flush() => _stream.Flush();

    /// <inheritdoc/>
    public void Reopen() => _stream.Reopen();

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _stream.Dispose();
    }

    private void Append()
    {
        _writer.Flush();
        _line.Write("\n"u8);
        _stream.Append(_line.WrittenSpan);
    }

    private void WriteMessage(in SipPacket packet)
    {
        if (!packet.Message.IsEmpty)
        {
            _writer.WriteString("app_proto"u8, "sip"u8);
            EveSip.Write(_writer, packet.Message);
            _writer.WriteText("call_id"u8, packet.Message.CallId);
        }
    }

    private void WriteAlert(in Alert alert)
    {
        var signature = SignatureOf(alert.Event);
        _writer.WriteStartObject("alert"u8);
        _writer.WriteString("action"u8, alert.Verdict is not Verdict.Pass ? "blocked"u8 : "allowed"u8);
        _writer.WriteNumber("gid"u8, alert.Event.Gid);
        _writer.WriteNumber("signature_id"u8, alert.Event.Sid);
        _writer.WriteNumber("rev"u8, 1);
        _writer.WriteString("signature"u8, signature.Signature);
        _writer.WriteString("category"u8, signature.Category);
        _writer.WriteNumber("severity"u8, (int)alert.Severity);
        if (!alert.Source.Address.IsNone)
        {
            EveFlow.WriteEndpoint(_writer, "source"u8, alert.Source);
            EveFlow.WriteEndpoint(_writer, "target"u8, alert.Target);
        }

        _writer.WriteStartObject("metadata"u8);
        WriteSingle("event"u8, signature.Name);
        WriteSingle("family"u8, signature.Family);
        WriteSingle("class"u8, signature.Class);
        _writer.WriteEndObject();
        _writer.WriteEndObject();
    }

    private EveSignature SignatureOf(EventDescriptor descriptor) => _signatures.GetValue(descriptor, static described => new(described));

    // The values of Suricata's metadata are lists.
    private void WriteSingle(ReadOnlySpan<byte> name, JsonEncodedText value)
    {
        _writer.WriteStartArray(name);
        _writer.WriteStringValue(value);
        _writer.WriteEndArray();
    }

    private void WriteOurs(in Alert alert, in SipPacket packet)
    {
        _writer.WriteStartObject("sipids"u8);
        _writer.WriteString("event"u8, alert.Event.Name);
        _writer.WriteString("explanation"u8, SignatureOf(alert.Event).Explanation);
        _writer.WriteString("action"u8, alert.Action.Word);
        _writer.WriteText("detail"u8, alert.Detail);
        _writer.WriteCount("count"u8, alert.Count);
        _writer.WriteCount("limit"u8, alert.Limit);
        _writer.WriteCount("suppressed"u8, alert.Suppressed);
        if (alert.Since != default)
        {
            _writer.WriteTime("since"u8, alert.Since);
        }

        _writer.WriteBoolean("source_proven"u8, alert.SourceProven);
        _writer.WriteFlag("would_drop"u8, alert.WouldDrop);
        _writer.WriteFlag("not_excised"u8, alert.NotExcised);
        _writer.WriteFlag("emergency"u8, alert.Emergency);
        if (packet.Origin != packet.Source && !packet.Origin.Address.IsNone)
        {
            _writer.WriteAddress("origin"u8, packet.Origin);
        }

        _writer.WriteEndObject();
    }
}
