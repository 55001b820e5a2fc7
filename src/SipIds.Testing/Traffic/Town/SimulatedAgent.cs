using System.Globalization;
using SipIds.Packets;

namespace SipIds.Testing.Traffic.Town;

/// <summary>A phone or a trunk: registers, calls, is called, hangs up. It knows its server, and the password if it has one.</summary>
internal sealed class SimulatedAgent : SimulatedNode
{
    private readonly Dictionary<string, SimulatedDialog> _dialogs = new(StringComparer.Ordinal);
    private readonly string _uri;
    private readonly NetEndpoint _server;
    private readonly bool _usesQop;
    private string _nonce = "";
    private int _nonceCount;
    private int _started;
    private int _registrations;
    private string? _registersAs;

    public SimulatedAgent(SimulatedNetwork network, string uri, int seed, NetEndpoint address, NetEndpoint server, bool usesQop)
        : base(network, uri, seed, address)
    {
        (_uri, _server, _usesQop) = (uri, server, usesQop);
        User = uri["sip:".Length..uri.IndexOf('@', StringComparison.Ordinal)];
    }

    public string User { get; }

    public string Uri => _uri;

    /// <summary>What the password is known by; empty without one.</summary>
    public string Secret { get; init; } = "";

    /// <summary>How long it rings before somebody answers; negative for never.</summary>
    public double AnswersAfter { get; init; } = 1.5;

    /// <summary>After how long it hangs up a call that it answered; negative for never.</summary>
    public double HangsUpAfter { get; init; } = -1;

    /// <summary>The host that its Contact names: its address unless it says another.</summary>
    public string ContactHost { get; init; } = "";

    /// <summary>The other machine of a pair, which ends the calls that this one began.</summary>
    public SimulatedAgent? Partner { get; init; }

    /// <summary>Whether it keeps a nonce and answers it before it is asked again.</summary>
    public bool KeepsNonce { get; init; }

    /// <summary>Further lines of its INVITEs.</summary>
    public string InviteFields { get; init; } = "";

    public IReadOnlyDictionary<string, SimulatedDialog> Dialogs => _dialogs;

    private string Contact => $"<sip:{User}@{(ContactHost.Length > 0 ? ContactHost : SentBy)}>";

    public void Register(int expires = 28_800)
    {
        _registrations++;

        // RFC 3261 §10.2: all registrations of a client have one Call-ID until it is started anew, wherever it is.
        _registersAs ??= $"{Token("call-idregister")}@{SentBy.Split(':')[0]}";
        var register = NewRequest("REGISTER", "sip:example.com", "register") with
        {
            To = _uri,
            CallId = _registersAs,
            FromTag = Token(string.Create(CultureInfo.InvariantCulture, $"register tag {_registrations}")),
            CSeq = _registrations * 2,
            Contact = Contact + ";+sip.instance=\"<urn:uuid:" + Token("instance") + ">\"",
            Expires = expires,
        };
        AskWithPassword(register, null);
    }

    /// <summary>Sends a request outside a dialog: MESSAGE, OPTIONS, SUBSCRIBE.</summary>
    public void Send(string method, string uri, string fields = "") =>
        AskWithPassword(NewRequest(method, uri, Started()) with { Contact = Contact, Fields = fields }, null);

    /// <summary>Calls somebody and hangs up after a while.</summary>
    /// <param name="uri">Whom.</param>
    /// <param name="talk">How long it talks; negative to let the other side hang up.</param>
    /// <param name="cancelAfter">When it gives up waiting; negative for never.</param>
    public void Call(string uri, double talk, double cancelAfter = -1)
    {
        var invite = NewRequest("INVITE", uri, Started()) with { Contact = Contact, Media = Host, Fields = InviteFields };
        var pending = invite;
        var isOver = false;
        AskWithPassword(
            invite,
            response =>
            {
                isOver |= response.Status >= 200;
                if (response.Status is >= 200 and < 300)
                {
                    Begin(response, talk);
                }
            },
            repeated => pending = repeated);
        if (cancelAfter >= 0)
        {
            Clock.After(cancelAfter, () => Cancel(isOver, pending));
        }
    }

    /// <summary>Hangs up one of its calls.</summary>
    public void HangUp(SimulatedDialog dialog)
    {
        if (!dialog.IsOver)
        {
            dialog.IsOver = true;
            Ask(dialog.Request("BYE", NewVia("bye" + dialog.CallId)), dialog.At);
        }
    }

    /// <summary>Puts a call on hold, or takes it back.</summary>
    public void Reinvite(SimulatedDialog dialog)
    {
        if (!dialog.IsOver)
        {
            var via = NewVia(string.Create(CultureInfo.InvariantCulture, $"reinvite {dialog.CallId} {dialog.Sequence}"));
            Ask(dialog.Request("INVITE", via) with { Contact = Contact, Media = Host }, dialog.At, ok => Confirm(dialog, ok));
        }
    }

    protected override void OnRequest(WireMessage request, NetEndpoint source)
    {
        var dialog = _dialogs.GetValueOrDefault(request.CallId);
        if (request is { Method: "INVITE", ToTag: "" })
        {
            Ring(request, source);
        }
        else if (request.Method is "CANCEL")
        {
            var invite = PendingInvite(request);
            Answer(request.Answer(invite is null ? 481 : 200, Token("cancel" + request.CallId)));
            Answer((invite ?? request).Answer(487, Token("tag" + request.CallId)));
        }
        else if (request.Method is "BYE" or "INVITE" or "UPDATE" or "REFER" && dialog is null)
        {
            Answer(request.Answer(481, Token("none" + request.CallId)));
        }
        else
        {
            AnswerWithin(request, dialog);
        }
    }

    private void AnswerWithin(WireMessage request, SimulatedDialog? dialog)
    {
        if (dialog is not null)
        {
            dialog.IsOver |= request.Method is "BYE";
        }

        var ok = request.Answer(200, Token("tag" + request.CallId));
        Answer(request.Method is "INVITE" ? ok with { Contact = Contact, Media = Host } : ok);
    }

    private void Ring(WireMessage invite, NetEndpoint source)
    {
        var tag = Token("tag" + invite.CallId);
        Clock.After(0.1, () => Answer(invite.Answer(180, tag) with { Contact = Contact }));
        if (AnswersAfter < 0)
        {
            return;
        }

        Clock.After(AnswersAfter, () =>
        {
            if (PendingInvite(invite with { Method = "CANCEL" }) is null)
            {
                return;
            }

            var dialog = SimulatedDialog.OfCallee(invite, tag, source);
            _dialogs[invite.CallId] = dialog;
            Answer(invite.Answer(200, tag) with { Contact = Contact, Media = Host });
            if (HangsUpAfter >= 0)
            {
                Clock.After(HangsUpAfter, () => HangUp(dialog));
            }
        });
    }

    private void Begin(WireMessage ok, double talk)
    {
        var dialog = SimulatedDialog.OfCaller(ok, _server);
        _dialogs[ok.CallId] = dialog;
        Confirm(dialog, ok);
        if (talk >= 0)
        {
            Clock.After(talk, () => (Partner ?? this).HangUp(dialog));
        }
    }

    private void Confirm(SimulatedDialog dialog, WireMessage ok)
    {
        if (ok.Status is >= 200 and < 300)
        {
            Acknowledge(ok, dialog.Request("ACK", NewVia(string.Create(CultureInfo.InvariantCulture, $"ack {ok.CallId} {ok.CSeq}"))) with { CSeq = ok.CSeq }, dialog.At);
        }
    }

    private void Cancel(bool isOver, WireMessage invite)
    {
        if (!isOver)
        {
            Ask(invite with { Method = "CANCEL", Contact = "", Media = "", Fields = "", Credentials = null }, _server);
        }
    }

    private void AskWithPassword(WireMessage request, Action<WireMessage>? onResponse, Action<WireMessage>? onRepeated = null)
    {
        var askedFrom = Address;
        var first = KeepsNonce && _nonce.Length > 0 ? request with { Credentials = NextCredentials() } : request;
        Ask(first, _server, response =>
        {
            if (response.Status is not (401 or 407) || Secret.Length == 0)
            {
                onResponse?.Invoke(response);
                return;
            }

            // What was asked before it moved is over: it has registered anew.
            if (Address != askedFrom)
            {
                return;
            }

            (_nonce, _nonceCount) = (response.Nonce, 0);
            var repeated = request with { CSeq = request.CSeq + 1, Credentials = NextCredentials(), Vias = [NewVia("again" + request.Via.Branch)] };
            onRepeated?.Invoke(repeated);
            Ask(repeated, _server, onResponse);
        });
    }

    private WireCredentials NextCredentials() => WireCredentials.Of(User, Secret, _nonce, _usesQop ? ++_nonceCount : 0);

    private string Started() => string.Create(CultureInfo.InvariantCulture, $"call {++_started}");

    private WireMessage NewRequest(string method, string uri, string purpose) => new()
    {
        Method = method,
        Uri = uri,
        Vias = [NewVia(string.Create(CultureInfo.InvariantCulture, $"{purpose} {_registrations}"))],
        From = _uri,
        FromTag = Token("from" + purpose),
        To = uri,
        CallId = $"{Token("call-id" + purpose)}@{SentBy.Split(':')[0]}",
    };
}
