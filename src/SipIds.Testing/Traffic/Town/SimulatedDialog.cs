using SipIds.Packets;

namespace SipIds.Testing.Traffic.Town;

/// <summary>One side of a dialog (RFC 3261 §12).</summary>
internal sealed record SimulatedDialog
{
    public required string CallId { get; init; }

    public required string Local { get; init; }

    public required string LocalTag { get; init; }

    public required string Remote { get; init; }

    public required string RemoteTag { get; init; }

    /// <summary>The Request-URI of requests within it.</summary>
    public required string RemoteTarget { get; init; }

    /// <summary>Where they are sent.</summary>
    public required NetEndpoint At { get; init; }

    /// <summary>The Route lines of requests within it.</summary>
    public string Route { get; init; } = "";

    public int Sequence { get; set; } = 10;

    public bool IsOver { get; set; }

    /// <summary>The side of the caller, once its INVITE is answered.</summary>
    public static SimulatedDialog OfCaller(WireMessage ok, NetEndpoint at) => new()
    {
        CallId = ok.CallId,
        Local = ok.From,
        LocalTag = ok.FromTag,
        Remote = ok.To,
        RemoteTag = ok.ToTag,
        RemoteTarget = TargetOf(ok),
        At = at,
        Route = RouteOf(ok),
        Sequence = ok.CSeq,
    };

    /// <summary>The side of the callee, which has answered with this tag.</summary>
    public static SimulatedDialog OfCallee(WireMessage invite, string tag, NetEndpoint at) => new()
    {
        CallId = invite.CallId,
        Local = invite.To,
        LocalTag = tag,
        Remote = invite.From,
        RemoteTag = invite.FromTag,
        RemoteTarget = TargetOf(invite),
        At = at,
        Route = RouteOf(invite),
    };

    /// <summary>The next request within it.</summary>
    public WireMessage Request(string method, WireVia via) => new()
    {
        Method = method,
        Uri = RemoteTarget,
        Vias = [via],
        From = Local,
        FromTag = LocalTag,
        To = Remote,
        ToTag = RemoteTag,
        CallId = CallId,
        CSeq = method is "ACK" ? Sequence : ++Sequence,
        Fields = Route,
    };

    private static string TargetOf(WireMessage message) => message.Contact.Length == 0 ? message.From : message.Contact[1..message.Contact.IndexOf('>', StringComparison.Ordinal)];

    private static string RouteOf(WireMessage message) => message.Fields.Contains("Record-Route:", StringComparison.Ordinal)
        ? string.Concat(message.Fields.Split("\r\n").Where(line => line.StartsWith("Record-Route:", StringComparison.Ordinal)).Select(line => line["Record-".Length..] + "\r\n"))
        : "";
}
