using System.Globalization;
using SipIds.Packets;

namespace SipIds.Testing.Traffic;

/// <summary>Who takes part in one call of <see cref="LegalTraffic"/>, by which way, and the messages that they write.</summary>
internal sealed class LegalParties
{
    private const string Nonce = "84a4cc6f3082121f32b42a2187831a9e";

    private readonly TrafficWire _wire;
    private readonly string _mark;
    private readonly bool _isProxied;
    private int _branches;

    public LegalParties(TrafficWire wire, NetEndpoint proxy, int number)
    {
        _wire = wire;
        _mark = number.ToString(CultureInfo.InvariantCulture);
        Proxy = proxy;
        Caller = TestEndpoint.Parse($"192.0.2.{number % 200 + 20}");
        _isProxied = wire.Chance(0.6);
        IsSeenBehind = _isProxied && wire.Chance(0.6);
        var devices = _isProxied ? 1 + wire.Below(3) : 1;
        Devices = [.. Enumerable.Range(0, devices).Select(device => TestEndpoint.Parse($"203.0.113.{((number * 3) + device) % 250 + 1}"))];
    }

    public NetEndpoint Caller { get; }

    public NetEndpoint Proxy { get; }

    public NetEndpoint[] Devices { get; }

    /// <summary>Whether the sensor sees what the proxy sends to the devices too.</summary>
    public bool IsSeenBehind { get; }

    public string ServerTag => "p" + _mark;

    /// <summary>The CSeq of the last INVITE outside a dialog.</summary>
    public int InviteSequence { get; private set; }

    private string CallId => $"call{_mark}@{Caller.Address}";

    private string CallerTag => "a" + _mark;

    /// <summary>The nodes from the caller to a device, as far as the sensor sees.</summary>
    public NetEndpoint[] Route(int device) => IsSeenBehind ? [Caller, Proxy, Devices[device]] : [Caller, _isProxied ? Proxy : Devices[device]];

    public NetEndpoint[] Route(int device, bool fromCaller)
    {
        var route = Route(device);
        return fromCaller ? route : [.. route.Reverse()];
    }

    /// <summary>Has the devices register at their proxy, some of them.</summary>
    public double Register(double time)
    {
        for (var device = 0; IsSeenBehind && device < Devices.Length; device++)
        {
            var uri = "sip:example.com";
            var route = new[] { Devices[device], Proxy };
            time = _wire.Exchange(time, route, Registration(device, 1), 401, ServerTag, "WWW-Authenticate", ChallengeValue);
            time = _wire.Exchange(time, route, Registration(device, 2).Header("Authorization", Credentials(uri)), 200, ServerTag, "Expires", "3600");
        }

        return time;
    }

    public SipBuilder Invite(bool credentials)
    {
        InviteSequence++;
        var invite = Start("INVITE", "sip:bob@example.com", Caller).From("sip:alice@example.com", CallerTag).To("sip:bob@example.com")
            .CSeq(InviteSequence).Contact($"<sip:alice@{Caller}>").Sdp($"{Caller.Address}", 40000);
        return credentials ? WithCredentials(invite) : invite;
    }

    /// <summary>The INVITE on each hop to a device.</summary>
    public SipBuilder[] Branch(SipBuilder invite, int device) => IsSeenBehind
        ? [invite, invite.PushVia($"{Proxy}", $"{TrafficWire.Hop(invite, 1)}f{device}", _wire.TransportName)]
        : [invite];

    /// <summary>A request on each hop of its route.</summary>
    public SipBuilder[] OnHops(SipBuilder request, NetEndpoint[] route)
    {
        var hops = new SipBuilder[route.Length - 1];
        hops[0] = request;
        for (var hop = 1; hop < hops.Length; hop++)
        {
            hops[hop] = hops[hop - 1].PushVia($"{route[hop]}", TrafficWire.Hop(hops[hop - 1], hop), _wire.TransportName);
        }

        return hops;
    }

    public SipBuilder InDialog(string method, int device, string tag, int sequence, bool fromCaller)
    {
        var request = fromCaller
            ? Start(method, $"sip:bob@{Devices[device]}", Caller).From("sip:alice@example.com", CallerTag).To("sip:bob@example.com", tag)
            : Start(method, $"sip:alice@{Caller}", Devices[device]).From("sip:bob@example.com", tag).To("sip:alice@example.com", CallerTag);
        request = request.CSeq(sequence);
        return fromCaller || !_isProxied || IsSeenBehind ? request : request.PushVia($"{Proxy}", TrafficWire.Hop(request, 1), _wire.TransportName);
    }

    public SipBuilder WithContact(SipBuilder message, int device, bool ofCaller) => ofCaller
        ? message.Contact($"<sip:alice@{Caller}>").Sdp($"{Caller.Address}", 40000)
        : message.Contact($"<sip:bob@{Devices[device]}>").Sdp($"{Devices[device].Address}", 50000);

    public SipBuilder WithCredentials(SipBuilder request) => request.Header(_isProxied ? "Proxy-Authorization" : "Authorization", Credentials("sip:bob@example.com"));

    public int ChallengeStatus => _isProxied ? 407 : 401;

    public string ChallengeHeader => _isProxied ? "Proxy-Authenticate" : "WWW-Authenticate";

    public static string ChallengeValue => $"Digest realm=\"example.com\", nonce=\"{Nonce}\", algorithm=MD5, qop=\"auth\"";

    public SipBuilder Challenge(SipBuilder request) =>
        SipBuilder.Response(ChallengeStatus, request.ToTag(ServerTag)).Header(ChallengeHeader, ChallengeValue);

    private static string Credentials(string uri) => $"Digest username=\"alice\", realm=\"example.com\", nonce=\"{Nonce}\", uri=\"{uri}\", "
        + "response=\"7587245234b3434cc3412213e5f113a5\", algorithm=MD5, cnonce=\"0a4f113b\", nc=00000001, qop=auth";

    private SipBuilder Registration(int device, int sequence) =>
        Start("REGISTER", "sip:example.com", Devices[device]).From("sip:bob@example.com", $"g{_mark}d{device}").To("sip:bob@example.com")
            .CallId($"register{_mark}d{device}@{Devices[device].Address}").CSeq(sequence).Contact($"<sip:bob@{Devices[device]}>");

    private SipBuilder Start(string method, string uri, NetEndpoint sender)
    {
        _branches++;
        var branch = string.Create(CultureInfo.InvariantCulture, $"z9hG4bK-{_mark}-{_branches}");
        return SipBuilder.Request(method, uri).Without("Contact").Via($"{sender}", branch, _wire.TransportName).CallId(CallId);
    }
}
