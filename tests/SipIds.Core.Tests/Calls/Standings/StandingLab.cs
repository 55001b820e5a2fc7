using System.Globalization;
using System.Security.Cryptography;
using SipIds.Calls.Standings;
using SipIds.Options;
using SipIds.Packets;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Core.Tests.Calls.Standings;

/// <summary>A server that challenges, refuses and answers, and those who ask it.</summary>
internal sealed class StandingLab
{
    public const string Server = TrackerDriver.Proxy;
    public const string Phone = "198.51.100.7:5060";
    public const string Elsewhere = "203.0.113.9:5060";
    public const string Alice = "sip:alice@example.com";

    private int _number;

    public TrackerDriver Driver { get; } = new();

    public Standing Standing => Driver.Tracker.Standing;

    public Timestamp Now => TestClock.Start + Driver.Now;

    /// <summary>A nonce or tag as servers make them: nobody can compute it.</summary>
    public static string Random(int number) => Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number)))[..32];

    public static NetAddress AddressOf(string endpoint) => TestEndpoint.Parse(endpoint).Address;

    public static SipBuilder Answering(SipBuilder request, string nonce, string username = "alice") =>
        request.CSeq(2).Via("192.0.2.1:5060", $"z9hG4bK-again-{nonce}")
            .Header("Authorization", $"Digest username=\"{username}\", realm=\"r\", nonce=\"{nonce}\", uri=\"sip:r\", response=\"0\"");

    public static SipBuilder Challenge(SipBuilder request, string nonce) =>
        SipBuilder.Response(401, request).Header("WWW-Authenticate", $"Digest realm=\"r\", nonce=\"{nonce}\"");

    public SipBuilder Request(string method, string uri = "sip:example.com") => SipBuilder.Request(method, uri).Number(++_number).From(Alice, $"f{_number}");

    public SipBuilder Register() => Request("REGISTER").To(Alice);

    public bool IsReachable(string endpoint) => Standing.IsReachable(AddressOf(endpoint), Now);

    public bool IsPeer(string endpoint) => Standing.IsPeer(AddressOf(endpoint), Now);

    public bool IsProven(string endpoint, string uri = Alice) => Standing.IsProven(KeyOf(uri), AddressOf(endpoint), Now);

    public void Pass(SipBuilder message, string source, string target) => Driver.Pass(message, source, target);

    /// <summary>Somebody asks, is challenged, and asks again with credentials.</summary>
    /// <returns>The second request, which waits for its answer.</returns>
    public SipBuilder Ask(SipBuilder request, string source = Phone, string username = "alice", string? nonce = null)
    {
        nonce ??= Random(_number);
        Pass(request, source, Server);
        Pass(Challenge(request, nonce), Server, source);
        var again = Answering(request, nonce, username);
        Pass(again, source, Server);
        return again;
    }

    /// <summary>A registration that the server accepts, or not.</summary>
    /// <returns>Its second request.</returns>
    public SipBuilder Registration(string source = Phone, string username = "alice", int status = 200)
    {
        var again = Ask(Register(), source, username);
        Pass(SipBuilder.Response(status, again), Server, source);
        return again;
    }

    /// <summary>Calls that are answered, to so many users in turn.</summary>
    public void Call(string caller, string callee, int calls, int users = 1)
    {
        for (var number = 0; number < calls; number++)
        {
            var invite = Request("INVITE", string.Create(CultureInfo.InvariantCulture, $"sip:user{number % users}@example.com"));
            Pass(invite, caller, callee);
            Pass(SipBuilder.Response(200, invite), callee, caller);
        }
    }

    /// <summary>How a request counts against the limit of its user.</summary>
    public OriginStanding AsUser(SipBuilder message, string source, long count = 1, long limit = 5)
    {
        var packet = new TestPacket(message) { Source = TestEndpoint.Parse(source), Target = TestEndpoint.Parse(Server), Time = Now }.Open();
        Driver.Tracker.Begin(packet.Time);
        Driver.Tracker.LookUp(packet);
        return Standing.AsUser(packet, Driver.Tracker.Context, count, limit);
    }

    public void Change(PipelineOptions settings) => Driver.Tracker.Change(settings.ForCalls);

    private StateKey KeyOf(string uri) => Driver.Tracker.KeyOf(new TestPacket(SipBuilder.Request("OPTIONS").From(uri)).Open().Message.From.Uri);
}
