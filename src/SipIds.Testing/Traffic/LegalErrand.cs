using System.Globalization;
using SipIds.Packets;

namespace SipIds.Testing.Traffic;

/// <summary>What a user agent does beside calls: registers, subscribes, pings, writes.</summary>
internal sealed class LegalErrand(TrafficWire wire, NetEndpoint server, int number)
{
    private const string Challenge = "Digest realm=\"example.com\", nonce=\"84a4cc6f3082121f32b42a2187831a9e\", algorithm=MD5, qop=\"auth\"";

    private readonly NetEndpoint _client = TestEndpoint.Parse($"192.0.2.{number % 200 + 20}");
    private readonly string _user = string.Create(CultureInfo.InvariantCulture, $"user{number}");
    private int _sequence;

    private NetEndpoint[] There => [_client, server];

    private NetEndpoint[] Back => [server, _client];

    public void Play(double time)
    {
        switch (wire.Below(4))
        {
            case 0:
                Register(time);
                break;
            case 1:
                Subscribe(time);
                break;
            case 2:
                _ = wire.Exchange(time, There, Request("OPTIONS", $"sip:{_user}@example.com"), 200, Tag('s'));
                break;
            default:
                _ = wire.Exchange(time, There, Request("MESSAGE", "sip:other@example.com").Body("text/plain", "hello"), 202, Tag('s'));
                break;
        }
    }

    private void Register(double time)
    {
        for (var refresh = 0; refresh < 3; refresh++)
        {
            if (refresh == 0 || wire.Chance(0.5))
            {
                time = wire.Exchange(time, There, Request("REGISTER", "sip:example.com"), 401, Tag('r'), "WWW-Authenticate", Challenge);
            }

            var answered = Request("REGISTER", "sip:example.com").Header("Authorization", Credentials("sip:example.com"));
            time = wire.Exchange(time + wire.Delay(), There, answered, 200, Tag('r'), "Expires", "60") + wire.Between(20, 50);
        }
    }

    private void Subscribe(double time)
    {
        var subscribe = Request("SUBSCRIBE", $"sip:{_user}@example.com").Header("Event", "message-summary").Header("Expires", "60");
        var answered = wire.Exchange(time, There, subscribe, 200, Tag('n'), "Expires", "60");

        // RFC 6665 §4.4.1: the first NOTIFY may overtake the response.
        time = wire.Chance(0.3) ? answered - 0.001 : answered + wire.Delay();
        time = Notify(time, 1, "active;expires=60");
        time = Notify(Math.Max(time, answered) + wire.Between(1, 20), 2, "active;expires=30");
        if (wire.Chance(0.5))
        {
            var unsubscribe = Request("SUBSCRIBE", $"sip:{_user}@{server}").To($"sip:{_user}@example.com", Tag('n'))
                .Header("Event", "message-summary").Header("Expires", "0");
            time = wire.Exchange(time + wire.Delay(), There, unsubscribe, 200, Tag('n'), "Expires", "0");
        }
        else
        {
            time += 62;
        }

        _ = Notify(time + wire.Delay(), 3, "terminated;reason=timeout");
    }

    private double Notify(double time, int sequence, string state)
    {
        var notify = SipBuilder.Request("NOTIFY", $"sip:{_user}@{_client}")
            .Via($"{server}", Branch("n", sequence), wire.TransportName)
            .From($"sip:{_user}@example.com", Tag('n')).To($"sip:{_user}@example.com", Tag('c'))
            .CallId(CallId).CSeq(sequence).Contact($"<sip:{server}>")
            .Header("Event", "message-summary").Header("Subscription-State", state)
            .Body("application/simple-message-summary", "Messages-Waiting: no\r\n");
        return wire.Exchange(time, Back, notify, 200, Tag('c'));
    }

    private SipBuilder Request(string method, string uri)
    {
        _sequence++;
        return SipBuilder.Request(method, uri)
            .Via($"{_client}", Branch("c", _sequence), wire.TransportName)
            .From($"sip:{_user}@example.com", Tag('c')).To(uri)
            .CallId(CallId).CSeq(_sequence).Contact($"<sip:{_user}@{_client}>");
    }

    private string CallId => string.Create(CultureInfo.InvariantCulture, $"errand{number}@{_client.Address}");

    private string Tag(char side) => string.Create(CultureInfo.InvariantCulture, $"{side}{number}e");

    private string Branch(string side, int sequence) => string.Create(CultureInfo.InvariantCulture, $"z9hG4bK-e{number}{side}{sequence}");

    private string Credentials(string uri) => $"Digest username=\"{_user}\", realm=\"example.com\", nonce=\"84a4cc6f3082121f32b42a2187831a9e\", "
        + $"uri=\"{uri}\", response=\"7587245234b3434cc3412213e5f113a5\", algorithm=MD5, cnonce=\"0a4f113b\", nc=00000001, qop=auth";
}
