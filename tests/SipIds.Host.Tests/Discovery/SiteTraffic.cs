using System.Globalization;
using SipIds.Testing;

namespace SipIds.Host.Tests.Discovery;

/// <summary>Small traffic of a site: what passes a proxy, a trunk, a registrar, a monitor.</summary>
internal static class SiteTraffic
{
    private static readonly TimeSpan s_hop = TimeSpan.FromMilliseconds(5);

    /// <summary>Calls from one host to another, one a second, each of another user to another.</summary>
    public static IEnumerable<TestPacket> Calls(string caller, string callee, int count, int first = 1, Func<CallScript, CallScript>? change = null) =>
        Enumerable.Range(first, count).SelectMany(number => (change ?? (call => call))(
            CallScript.Between(caller, callee).Number(number).From($"sip:+49301000{number}@carrier.example").To($"sip:{200 + number}@example.com")
                .At(TimeSpan.FromSeconds(number)).Lasting(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5))).ToPackets());

    /// <summary>A call through a proxy that stays in its dialog, in which the callee hangs up.</summary>
    public static IEnumerable<TestPacket> Relayed(int number, string caller, string proxy, string callee, string user, bool endsAtCallee = true, string? header = null, bool isAnswered = true)
    {
        var (packets, at) = (new List<TestPacket>(), TimeSpan.FromSeconds(number));
        var branch = string.Create(CultureInfo.InvariantCulture, $"z9hG4bK-{number}");
        var invite = Base("INVITE", 1, caller, branch).Sdp(AddressOf(caller), 40000).Contact($"<sip:{user}@{caller}>");
        var relayed = invite.PushVia(proxy, $"{branch}-p").Header("Record-Route", $"<sip:{AddressOf(proxy)};lr>");
        relayed = header is null ? relayed : relayed.Header(header, $"<sip:{user}@example.com>");
        Send(caller, proxy, invite);
        Send(proxy, callee, relayed);
        if (!isAnswered)
        {
            Send(callee, proxy, SipBuilder.Response(404, relayed));
            Send(proxy, caller, SipBuilder.Response(404, invite));
            return packets;
        }

        Send(callee, proxy, SipBuilder.Response(200, relayed).Contact($"<sip:{callee}>").Sdp(AddressOf(callee), 50000));
        Send(proxy, caller, SipBuilder.Response(200, invite).Contact($"<sip:{callee}>").Sdp(AddressOf(callee), 50000));
        var ack = Base("ACK", 1, caller, $"{branch}-a").To("sip:bob@example.com", "b1");
        Send(caller, proxy, ack);
        Send(proxy, callee, ack.PushVia(proxy, $"{branch}-ap"));
        var (from, to) = endsAtCallee ? (callee, caller) : (caller, callee);
        var bye = Base("BYE", 2, from, $"{branch}-b");
        bye = endsAtCallee ? bye.From("sip:bob@example.com", "b1").To($"sip:{user}@example.com", $"a{number}") : bye.To("sip:bob@example.com", "b1");
        Send(from, proxy, bye);
        Send(proxy, to, bye.PushVia(proxy, $"{branch}-bp"));
        Send(to, proxy, SipBuilder.Response(200, bye.PushVia(proxy, $"{branch}-bp")));
        Send(proxy, from, SipBuilder.Response(200, bye));
        return packets;

        SipBuilder Base(string method, int sequence, string sentBy, string itsBranch) =>
            SipBuilder.Request(method).CallId($"relayed-{number}").Via(sentBy, itsBranch).From($"sip:{user}@example.com", $"a{number}").CSeq(sequence);

        void Send(string source, string target, SipBuilder message)
        {
            packets.Add(new(message) { Source = TestEndpoint.Parse(source), Target = TestEndpoint.Parse(target), Time = TestClock.Start + at });
            at += s_hop;
        }
    }

    /// <summary>A registration that is accepted, or asked for a password.</summary>
    public static IEnumerable<TestPacket> Registration(int number, string phone, string registrar, string user, int status = 200, string? sentBy = null)
    {
        var register = SipBuilder.Request("REGISTER", "sip:example.com").Number(number).Via(sentBy ?? phone, $"z9hG4bK-r{number}").CallId($"register-{number}")
            .From($"sip:{user}@example.com", $"r{number}").To($"sip:{user}@example.com").Contact($"<sip:{user}@{sentBy ?? phone}>");
        return Exchange(register, phone, registrar, status, TimeSpan.FromSeconds(number));
    }

    /// <summary>OPTIONS to a host, one after each interval, each accepted.</summary>
    public static IEnumerable<TestPacket> Pings(string source, string target, int count, Func<int, TimeSpan> at, string? agent = null) =>
        Enumerable.Range(1, count).SelectMany(number =>
        {
            var options = SipBuilder.Request("OPTIONS", $"sip:{target}").Via(source, $"z9hG4bK-o{number}").CallId($"ping-{source}-{target}-{number}").From("sip:monitor@example.com", $"o{number}").To($"sip:{target}");
            return Exchange(agent is null ? options : options.Header("User-Agent", agent), source, target, 200, at(number));
        });

    private static IEnumerable<TestPacket> Exchange(SipBuilder request, string source, string target, int status, TimeSpan at)
    {
        var (one, other) = (TestEndpoint.Parse(source), TestEndpoint.Parse(target));
        yield return new(request) { Source = one, Target = other, Time = TestClock.Start + at };
        yield return new(SipBuilder.Response(status, request)) { Source = other, Target = one, Time = TestClock.Start + at + s_hop };
    }

    private static string AddressOf(string endpoint) => endpoint[..endpoint.LastIndexOf(':')];
}
