using System.Text;
using SipIds.Events;
using SipIds.Options;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Mandatory;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Tests.Mandatory;

/// <summary>Shows messages to the preprocessor and says what it reported.</summary>
internal sealed class MandatoryTester(MandatoryOptions? options = null, LimitsOptions? limits = null, PipelineOptions? settings = null)
{
    private readonly MandatoryPreprocessor _preprocessor =
        MandatoryPreprocessor.Create(options ?? new(), new((settings ?? new()) with { Limits = limits ?? new() }, KeyHasher.CreateFixed()));

    private readonly SipHeaderTable _table = new();
    private readonly Inspection _inspection = new();

    public bool Truncated { get; init; }

    /// <summary>Who sends the messages.</summary>
    public NetEndpoint Source { get; init; }

    /// <summary>Where they come from, behind a proxy too.</summary>
    public NetEndpoint Origin { get; init; }

    /// <summary>The reports for a text; LF stands for CRLF.</summary>
    public IReadOnlyList<Reported> See(string message, string target = "192.0.2.10", ushort port = 5060) =>
        See(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n")), target, port);

    public IReadOnlyList<Reported> See(ReadOnlySpan<byte> payload, string target = "192.0.2.10", ushort port = 5060)
    {
        Inspect(payload, new(NetAddress.Parse(target), port));
        var reports = new List<Reported>();
        foreach (ref var report in _inspection.Reports)
        {
            ReadOnlySpan<byte> detail = report.Detail;
            reports.Add(new(report.Event.Sid, report.Severity, Encoding.UTF8.GetString(detail[..report.DetailLength])));
        }

        return [.. reports.OrderBy(report => report.Sid)];
    }

    public void Inspect(ReadOnlySpan<byte> payload, NetEndpoint target)
    {
        _inspection.Begin(default);
        var status = SipParser.Parse(payload, _table, out var message);
        if (status is SipParseStatus.Ok)
        {
            var decoded = new DecodedPacket { Payload = payload, Source = Source, Target = target, Truncated = Truncated };
            _preprocessor.Inspect(new SipPacket(decoded, payload, status, message, Origin), _inspection);
        }
    }
}

/// <summary>One reported event.</summary>
internal sealed record Reported(int Sid, Severity Severity, string Detail)
{
    public override string ToString() => $"{Sid}/{(int)Severity}";
}
