using System.Collections.Immutable;
using SipIds.Sip;

namespace SipIds.Pipeline.Snapshots;

/// <summary>SIP messages up to one moment.</summary>
public sealed record MessageSnapshot
{
    private static readonly ImmutableArray<SipMethod> s_methods = [.. Enum.GetValues<SipMethod>()];

    /// <summary>Messages of datagrams and streams.</summary>
    public required long Messages { get; init; }

    /// <summary>Keep-alives on SIP ports: CRLF, blanks, STUN.</summary>
    public required long KeepAlives { get; init; }

    /// <summary>Payloads on SIP ports that are neither SIP nor a keep-alive.</summary>
    public required long NotSip { get; init; }

    /// <summary>Payloads on other ports that do not look like SIP.</summary>
    public required long OtherPayloads { get; init; }

    /// <summary>Requests by method, those that there were; unknown methods together under <see cref="SipMethod.Extension"/>.</summary>
    public required IReadOnlyList<KeyValuePair<SipMethod, long>> Requests { get; init; }

    /// <summary>Responses by status code, in its order; 0 for all impossible ones together.</summary>
    public required IReadOnlyList<KeyValuePair<int, long>> Responses { get; init; }

    internal static MessageSnapshot Of(PipelineStatistics statistics) => new()
    {
        Messages = statistics.Messages,
        KeepAlives = statistics.KeepAlives,
        NotSip = statistics.NotSip,
        OtherPayloads = statistics.OtherPayloads,
        Requests = [.. s_methods.Where(method => statistics.Requests(method) > 0).Select(method => KeyValuePair.Create(method, statistics.Requests(method)))],
        Responses = [.. statistics.StatusCodesSeen.Select(code => KeyValuePair.Create(code, statistics.Responses(code)))],
    };
}
