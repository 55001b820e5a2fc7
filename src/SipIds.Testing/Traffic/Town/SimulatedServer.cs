using System.Globalization;
using SipIds.Packets;

namespace SipIds.Testing.Traffic.Town;

/// <summary>A PBX: registrar and back-to-back user agent, which begins a call of its own for each phone that it rings.</summary>
internal sealed class SimulatedServer(SimulatedNetwork network, int seed, NetEndpoint address, ServerHabits habits)
    : SimulatedRegistrar(network, "server", seed, address, habits)
{
    // The machine of a farm that rings.
    private readonly NetEndpoint _ringing = Ringing(address, habits);
    private readonly Dictionary<string, BridgedCall> _calls = new(StringComparer.Ordinal);

    private string Contact => $"<sip:{SentBy}>";

    private string RingingContact => $"<sip:{_ringing}>";

    /// <summary>Also answers at the address from which it rings.</summary>
    public SimulatedServer Open()
    {
        Network.Attach(_ringing, this);
        return this;
    }

    protected override void OnRequest(WireMessage request, NetEndpoint source)
    {
        var call = _calls.GetValueOrDefault(request.CallId);
        if (request is { Method: "INVITE", ToTag: "" })
        {
            Begin(request, source);
        }
        else if (request.Method is "CANCEL")
        {
            Cancel(request);
        }
        else if (call is not null && DialogOf(call, request) is { } dialog)
        {
            AnswerWithin(request, call, dialog);
        }
        else
        {
            AnswerOther(request, source);
        }
    }

    protected override void Send(WireMessage message, NetEndpoint target) =>
        Network.Send(this, message, IsRung(message.CallId) ? _ringing : Address, target, Claim);

    private static NetEndpoint Ringing(NetEndpoint address, ServerHabits habits) =>
        habits.IsFarm ? TestEndpoint.Parse("198.51.100.11") : address;

    private bool IsRung(string callId) => callId.EndsWith($"@{_ringing.Address}", StringComparison.Ordinal);

    private WireVia RingingVia(string purpose) => new(_ringing.ToString(), NewVia(purpose).Branch);

    private static SimulatedDialog? DialogOf(BridgedCall call, WireMessage request) => new[] { call.Caller, call.Callee }.FirstOrDefault(dialog =>
        dialog is not null && dialog.CallId == request.CallId && dialog.RemoteTag == request.FromTag && dialog.LocalTag == request.ToTag);

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
        var call = new BridgedCall(invite, source);
        _calls[invite.CallId] = call;
        foreach (var target in targets)
        {
            Ring(call, target);
        }
    }

    private void Ring(BridgedCall call, NetEndpoint target)
    {
        var purpose = string.Create(CultureInfo.InvariantCulture, $"{call.Invite.CallId} {call.Invite.CSeq} {call.Legs.Count}");
        var uri = $"sip:{UserOf(call.Invite.Uri)}@{target}";
        var leg = new BridgedLeg(
            new()
            {
                Method = "INVITE",
                Uri = uri,
                Vias = [RingingVia("leg" + purpose)],
                From = call.Invite.From,
                FromTag = Token("leg tag" + purpose),
                To = uri,
                CallId = $"{Token("leg id" + purpose)}@{_ringing.Address}",
                Contact = RingingContact,
                Media = Host,
            },
            target);
        call.Legs.Add(leg);
        _calls[leg.Invite.CallId] = call;
        Ask(leg.Invite, target, response => OnResponse(call, leg, response));
    }

    private void OnResponse(BridgedCall call, BridgedLeg leg, WireMessage response)
    {
        leg.IsOver |= response.Status >= 200;
        var tag = TokenOf(call);
        if (response.Status == 180)
        {
            Answer(call.Invite.Answer(180, tag) with { Contact = Contact });
        }
        else if (response.Status is >= 200 and < 300)
        {
            Connect(call, leg, response, tag);
        }
        else if (response.Status >= 300 && call.Callee is null && call.Legs.TrueForAll(other => other.IsOver))
        {
            call.IsOver = true;
            Answer(call.Invite.Answer(response.Status, tag));
        }
    }

    private string TokenOf(BridgedCall call) => Token("answer" + call.Invite.CallId);

    private void Connect(BridgedCall call, BridgedLeg leg, WireMessage ok, string tag)
    {
        var dialog = SimulatedDialog.OfCaller(ok, leg.Target);
        Acknowledge(ok, dialog.Request("ACK", RingingVia("ack" + ok.CallId)), leg.Target);
        if (call.Callee is not null || call.IsOver)
        {
            End(dialog);
            return;
        }

        call.Callee = dialog;
        call.Caller = SimulatedDialog.OfCallee(call.Invite, tag, call.CallerAt);
        Answer(call.Invite.Answer(200, tag) with { Contact = Contact, Media = Host });
        CancelOthers(call);
    }

    private void AnswerWithin(WireMessage request, BridgedCall call, SimulatedDialog dialog)
    {
        var ok = request.Answer(200, dialog.LocalTag);
        Answer(request.Method is "INVITE" ? ok with { Contact = Contact, Media = Host } : ok);
        if (request.Method is "BYE")
        {
            dialog.IsOver = true;
            call.IsOver = true;
            End(ReferenceEquals(dialog, call.Caller) ? call.Callee : call.Caller);
        }
    }

    private void End(SimulatedDialog? dialog)
    {
        if (dialog is { IsOver: false })
        {
            dialog.IsOver = true;
            Ask(dialog.Request("BYE", IsRung(dialog.CallId) ? RingingVia("bye" + dialog.CallId) : NewVia("bye" + dialog.CallId)), dialog.At);
        }
    }

    private void Cancel(WireMessage request)
    {
        var invite = PendingInvite(request);
        Answer(request.Answer(invite is null ? 481 : 200, TagFor(request)));
        if (invite is not null && _calls.TryGetValue(invite.CallId, out var call))
        {
            call.IsOver = true;
            CancelOthers(call);
            Answer(invite.Answer(487, TokenOf(call)));
        }
    }

    private void CancelOthers(BridgedCall call)
    {
        foreach (var leg in call.Legs.Where(leg => !leg.IsOver))
        {
            leg.IsOver = true;
            Ask(leg.Invite with { Method = "CANCEL", Contact = "", Media = "" }, leg.Target);
        }
    }
}
