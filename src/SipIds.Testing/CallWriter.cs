using System.Globalization;
using SipIds.Packets;

namespace SipIds.Testing;

/// <summary>Plays a <see cref="CallScript"/> through, message by message.</summary>
internal sealed class CallWriter(CallScript script)
{
    private static readonly TimeSpan s_hop = TimeSpan.FromMilliseconds(20);

    private readonly List<TestPacket> _packets = [];
    private TimeSpan _now = script.Start;
    private int _sequence;
    private int _transactions;

    private string CallerTag => "a" + script.Mark;

    private string CalleeTag => "b" + script.Mark;

    public IReadOnlyList<TestPacket> Write()
    {
        var invite = Invite(inDialog: false);
        if (script.Challenge != 0)
        {
            Refuse(invite, script.Challenge);
            invite = Answer(Invite(inDialog: false), script.Challenge);
        }

        FromCaller(invite);
        FromCallee(SipBuilder.Response(100, invite));
        FromCallee(Response(180, invite));
        _now += script.RingTime;
        if (script.IsCancelled)
        {
            Cancel(invite);
        }
        else if (script.Refusal != 0)
        {
            FromCallee(Response(script.Refusal, invite));
            FromCaller(AckOfRefusal());
        }
        else
        {
            Talk(invite);
        }

        return _packets;
    }

    private void Talk(SipBuilder invite)
    {
        Accept(invite);
        _now += script.TalkTime / 2;
        if (script.IsReinvited)
        {
            var again = Invite(inDialog: true);
            FromCaller(again);
            Accept(again);
        }

        _now += script.TalkTime / 2;
        if (script.IsEndedByCallee)
        {
            var bye = InDialog("BYE", 1, fromCaller: false);
            FromCallee(bye);
            FromCaller(SipBuilder.Response(200, bye));
        }
        else
        {
            var bye = InDialog("BYE", ++_sequence, fromCaller: true);
            FromCaller(bye);
            FromCallee(SipBuilder.Response(200, bye));
        }
    }

    private SipBuilder Invite(bool inDialog)
    {
        var invite = inDialog
            ? InDialog("INVITE", ++_sequence, fromCaller: true)
            : Request("INVITE", ++_sequence, fromCaller: true).To(script.CalleeUri);
        return invite.Contact($"<sip:{script.CallerEndpoint}>").Sdp($"{script.CallerEndpoint.Address}", 40000);
    }

    private void Accept(SipBuilder invite)
    {
        FromCallee(Response(200, invite).Contact($"<sip:{script.CalleeEndpoint}>").Sdp($"{script.CalleeEndpoint.Address}", 50000));

        // RFC 3261 §13.2.2.4: the ACK of a 2xx is a transaction of its own, with the INVITE's CSeq number.
        FromCaller(InDialog("ACK", _sequence, fromCaller: true));
    }

    private void Cancel(SipBuilder invite)
    {
        var cancel = SameBranch("CANCEL").To(script.CalleeUri);
        FromCaller(cancel);
        FromCallee(Response(200, cancel));
        FromCallee(Response(487, invite));
        FromCaller(AckOfRefusal());
    }

    private void Refuse(SipBuilder invite, int status)
    {
        FromCaller(invite);
        FromCallee(Response(status, invite).Header(
            status == 401 ? "WWW-Authenticate" : "Proxy-Authenticate",
            "Digest realm=\"example.com\", nonce=\"84a4cc6f3082121f32b42a2187831a9e\", algorithm=MD5, qop=\"auth\""));
        FromCaller(AckOfRefusal());
    }

    private SipBuilder Answer(SipBuilder invite, int status) => invite.Header(
        status == 401 ? "Authorization" : "Proxy-Authorization",
        $"Digest username=\"alice\", realm=\"example.com\", nonce=\"84a4cc6f3082121f32b42a2187831a9e\", uri=\"{script.CalleeUri}\", "
        + "response=\"7587245234b3434cc3412213e5f113a5\", algorithm=MD5, cnonce=\"0a4f113b\", nc=00000001, qop=auth");

    // RFC 3261 §17.1.1.3: the ACK of a refusal belongs to the INVITE's transaction.
    private SipBuilder AckOfRefusal() => SameBranch("ACK").To(script.CalleeUri, CalleeTag);

    private SipBuilder Response(int status, SipBuilder request) => SipBuilder.Response(status, request.ToTag(CalleeTag));

    private SipBuilder InDialog(string method, int sequence, bool fromCaller)
    {
        var request = Request(method, sequence, fromCaller).StartLine($"{method} sip:{(fromCaller ? script.CalleeEndpoint : script.CallerEndpoint)} SIP/2.0");
        return fromCaller
            ? request.To(script.CalleeUri, CalleeTag)
            : request.From(script.CalleeUri, CalleeTag).To(script.CallerUri, CallerTag);
    }

    private SipBuilder Request(string method, int sequence, bool fromCaller)
    {
        _transactions++;
        return Start(method, sequence, fromCaller ? script.CallerEndpoint : script.CalleeEndpoint);
    }

    private SipBuilder SameBranch(string method) => Start(method, _sequence, script.CallerEndpoint);

    private SipBuilder Start(string method, int sequence, NetEndpoint sender)
    {
        var branch = string.Create(CultureInfo.InvariantCulture, $"z9hG4bK-{script.Mark}-{_transactions}");
        return SipBuilder.Request(method, script.CalleeUri)
            .Without("Contact")
            .Via(sender.ToString(), branch, script.Transport is Transport.Tcp ? "TCP" : "UDP")
            .From(script.CallerUri, CallerTag)
            .CallId(script.CallIdText)
            .CSeq(sequence);
    }

    private void FromCaller(SipBuilder message) => Send(message, script.CallerEndpoint, script.CalleeEndpoint);

    private void FromCallee(SipBuilder message) => Send(message, script.CalleeEndpoint, script.CallerEndpoint);

    private void Send(SipBuilder message, NetEndpoint source, NetEndpoint target)
    {
        _packets.Add(new(message)
        {
            Source = source,
            Target = target,
            Transport = script.Transport,
            Time = TestClock.Start + _now,
            Number = _packets.Count + 1,
        });
        _now += s_hop;
    }
}
