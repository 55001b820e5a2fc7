using SipIds.Packets;

namespace SipIds.Testing.Traffic.Town;

/// <summary>A proxy that is the registrar too: it passes calls on as they are, stays on their route and keeps transactions (RFC 3261 §16).</summary>
internal sealed class SimulatedProxy(SimulatedNetwork network, int seed, NetEndpoint address, ServerHabits habits)
    : SimulatedRegistrar(network, "server", seed, address, habits)
{
    private readonly Dictionary<string, ProxiedCall> _calls = new(StringComparer.Ordinal);

    protected override void OnRequest(WireMessage request, NetEndpoint source)
    {
        if (request is { Method: "INVITE", ToTag: "" })
        {
            Begin(request, source);
        }
        else if (request.Method is "CANCEL")
        {
            Cancel(request);
        }
        else if (request.ToTag.Length > 0 && _calls.TryGetValue(request.CallId, out var call) && call.Other(request.FromTag) is { } target)
        {
            Ask(OnHop(request), target, response => Pass(request, response));
        }
        else
        {
            AnswerOther(request, source);
        }
    }

    protected override void OnAck(WireMessage ack)
    {
        // That of a refusal ends here; that of a 2xx is the caller's own.
        if (_calls.TryGetValue(ack.CallId, out var call) && call.IsAnswered && call.Other(ack.FromTag) is { } target)
        {
            Send(OnHop(ack), target);
        }
    }

    private void Begin(WireMessage invite, NetEndpoint source)
    {
        if (!IsAllowed(invite, source))
        {
            return;
        }

        var targets = TargetsOf(invite.Uri);
        if (targets.Length == 0)
        {
            Answer(invite.Answer(StatusOfUnreached(invite.Uri), TagFor(invite)));
            return;
        }

        Answer(invite.Answer(100, ""));
        var call = new ProxiedCall(invite, source);
        _calls[invite.CallId] = call;
        foreach (var target in targets)
        {
            var branch = OnHop(invite, $"{call.Branches.Count}") with
            {
                Uri = $"sip:{UserOf(invite.Uri)}@{target}",
                Credentials = null,
                Fields = $"{invite.Fields}Record-Route: <sip:{SentBy};lr>\r\n",
            };
            call.Branches.Add((branch, target));
            Ask(branch, target, response => OnResponse(call, branch, target, response));
        }
    }

    private void OnResponse(ProxiedCall call, WireMessage branch, NetEndpoint target, WireMessage response)
    {
        _ = response.Status >= 200 && call.Over.Add(branch.Via.Branch);
        if (response.Status is >= 200 and < 300 && !call.IsAnswered)
        {
            (call.IsAnswered, call.Callee) = (true, target);
            CancelOthers(call);
            Pass(call.Invite, response);
        }
        else if (response.Status is > 100 and < 200 || (response.Status >= 300 && !call.IsAnswered && call.Over.Count == call.Branches.Count))
        {
            Pass(call.Invite, response);
        }
    }

    private void Cancel(WireMessage request)
    {
        var invite = PendingInvite(request);
        Answer(request.Answer(invite is null ? 481 : 200, TagFor(request)));
        if (invite is not null && _calls.TryGetValue(invite.CallId, out var call))
        {
            CancelOthers(call);
        }
    }

    private void CancelOthers(ProxiedCall call)
    {
        foreach (var (branch, target) in call.Branches.Where(other => !call.Over.Contains(other.Branch.Via.Branch)))
        {
            Ask(branch with { Method = "CANCEL", Contact = "", Media = "", Fields = "" }, target);
        }
    }

    private void Pass(WireMessage request, WireMessage response) => Answer(response with { Vias = request.Vias });

    private WireMessage OnHop(WireMessage request, string fork = "") => request with
    {
        Vias = request.Vias.Insert(0, new(SentBy, "z9hG4bK" + Token(request.Via.Branch + request.Method + fork))),
        Fields = string.Concat(request.Fields.Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("Route:", StringComparison.Ordinal)).Select(line => line + "\r\n")),
    };
}
