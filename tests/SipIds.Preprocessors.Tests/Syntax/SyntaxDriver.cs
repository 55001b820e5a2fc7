using System.Globalization;
using System.Text;
using SipIds.Packets;
using SipIds.Preprocessing;
using SipIds.Preprocessors.Syntax;
using SipIds.Sip;
using SipIds.State;

namespace SipIds.Preprocessors.Tests.Syntax;

/// <summary>Shows one payload to a syntax preprocessor and tells which events it raised.</summary>
internal sealed class SyntaxDriver(SyntaxOptions? options = null, LimitsOptions? limits = null)
{
    private readonly SyntaxPreprocessor _preprocessor =
        SyntaxPreprocessor.Create(options ?? new(), new(new() { Limits = limits ?? new() }, KeyHasher.CreateFixed()));

    private readonly SipHeaderTable _table = new();
    private readonly Inspection _inspection = new();

    public bool Truncated { get; init; }

    /// <summary>The sids in order, the mild forms in brackets, the severe ones with an exclamation mark: <c>1004 1009! (1011)</c>. The text is Latin-1, so that any byte can be written.</summary>
    public string See(string payload) => See(Encoding.Latin1.GetBytes(payload));

    public string See(ReadOnlySpan<byte> payload)
    {
        var decoded = new DecodedPacket { Payload = payload, Transport = Transport.Udp, Truncated = Truncated };
        var status = SipParser.Parse(payload, _table, out var message);
        _inspection.Begin(default);
        _preprocessor.Inspect(new(decoded, payload, status, message, default), _inspection);
        return string.Join(' ', _inspection.Reports.ToArray().OrderBy(r => r.Event.Sid).Select(Write));
    }

    private static string Write(Report report)
    {
        var sid = report.Event.Sid.ToString(CultureInfo.InvariantCulture);
        return report.Severity > report.Event.Severity ? $"({sid})" : report.Severity < report.Event.Severity ? $"{sid}!" : sid;
    }
}
