using SipIds.Options;
using SipIds.Packets;
using SipIds.Preprocessors.Thresholds;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Thresholds;

/// <summary>Thresholds small enough to count to by hand, and messages to count.</summary>
internal static class ThresholdsTester
{
    public const int Limit = 5;

    public static ThresholdsOptions Small { get; } = new()
    {
        Calls = Limit,
        MOptions = Limit,
        RegisterFrom = Limit,
        RegisterTo = Limit,
        Cancels = Limit,
        Byes = Limit,
        Reinvites = Limit,
        Source = Limit,
        AuthFailures = Limit,
        UnknownUsers = Limit,
        Sources = Limit,
        Transactions = Limit,
        Users = 1024,
        SourcesTracked = 256,
        Targets = 256,
    };

    /// <summary>A tester in which nothing but what the test makes small is counted.</summary>
    public static PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> Of(ThresholdsOptions? options = null, bool inline = false) =>
        new(options ?? Small, new(new PipelineOptions(), KeyHasher.CreateFixed()), inline);

    /// <summary>The same with one peer.</summary>
    public static PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> WithPeer(ThresholdsOptions options, string peer) =>
        new(options, new(new PipelineOptions { Peers = [NetPrefix.Parse(peer)] }, KeyHasher.CreateFixed()), inline: true);

    /// <summary>Requests of different users to different users: only what a test sets is alike.</summary>
    public static SipBuilder Request(string method, int number) =>
        SipBuilder.Request(method, method == "REGISTER" ? $"sip:host{number}.example.com" : $"sip:callee{number}@example.com").Number(number).From($"sip:caller{number}@example.com").To($"sip:callee{number}@example.com");

    /// <summary>A request for one user, by its Request-URI as by its To.</summary>
    public static SipBuilder For(this SipBuilder request, string method, string uri) => request.StartLine($"{method} {uri} SIP/2.0").To(uri);

    /// <summary>A nonce as servers make them: nobody can compute it.</summary>
    public static string Nonce(int number) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(number)));

    public static SipBuilder WithAnswer(this SipBuilder request, string user, string nonce) =>
        request.Header("Authorization", $"Digest username=\"{user}\", realm=\"r\", nonce=\"{nonce}\", uri=\"sip:r\", response=\"0\"");

    public static SipBuilder WithCredentials(this SipBuilder request) => request.Header("Authorization", "Digest username=\"x\", realm=\"r\", nonce=\"n\", uri=\"sip:r\", response=\"0\"");

    public static SipBuilder Challenge(SipBuilder request, int status = 401) =>
        SipBuilder.Response(status, request).Header(status == 401 ? "WWW-Authenticate" : "Proxy-Authenticate", "Digest realm=\"r\", nonce=\"n\"");

    /// <summary>A user proves the password at an address.</summary>
    public static PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> Prove(
        this PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> tester, string user, string client = Client, int number = 900_000)
    {
        var register = Request("REGISTER", number).From($"sip:{user}@example.com", $"a{number}").To($"sip:{user}@example.com");
        tester.Ask(register, SipBuilder.Response(401, register).Header("WWW-Authenticate", $"Digest realm=\"r\", nonce=\"{Nonce(number)}\""), client);
        var answer = register.CSeq(2).Via("192.0.2.1:5060", $"z9hG4bK-proof-{number}").WithAnswer(user, Nonce(number));
        return tester.Ask(answer, SipBuilder.Response(200, answer), client);
    }

    /// <summary>Whether a request from an address to the server passes.</summary>
    public static bool Passes(this PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> tester, SipBuilder request, string client = Client) =>
        !tester.From(client).To(Server).See(request).Seen[^1].Dropped;

    public const string Client = "198.51.100.66";

    public const string Server = "192.0.2.10";

    public const string ServerV6 = "2001:db8:ffff::1";

    /// <summary>A request from a client, and a response to it.</summary>
    public static PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> Ask(
        this PreprocessorTester<ThresholdsPreprocessor, ThresholdsOptions> tester,
        SipBuilder request,
        SipBuilder response,
        string client = Client)
    {
        var server = client[0] == '[' ? ServerV6 : Server;
        return tester.From(client).To(server).See(request).From(server).To(client).See(response);
    }
}
