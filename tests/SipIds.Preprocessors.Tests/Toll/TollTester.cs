using System.Buffers;
using System.Security.Cryptography;
using SipIds.Options;
using SipIds.Preprocessors.Toll;
using SipIds.State;
using SipIds.Testing;

namespace SipIds.Preprocessors.Tests.Toll;

/// <summary>Calls by a server, past the preprocessor <c>toll</c>.</summary>
internal sealed class TollTester
{
    public const string Alice = "sip:alice@example.com";
    public const string Phone = "198.51.100.7:5060";
    public const string Other = "198.51.100.8:5060";
    public const string Server = "192.0.2.10:5060";
    public const string Somalia = "sip:+25261234567@example.com";

    private const int TicksForAll = 64;

    private int _calls;

    public TollTester(TollOptions? options = null, PipelineOptions? settings = null, bool inline = false) =>
        Tester = new(options ?? new() { Calls = 2, Minutes = 30, Countries = 2 }, new(settings ?? new(), KeyHasher.CreateFixed()), inline);

    public PreprocessorTester<TollPreprocessor, TollOptions> Tester { get; }

    public IReadOnlyList<string> Details => [.. Tester.Events.Select(reported => reported.Detail)];

    /// <summary>Alice proves her password.</summary>
    public TollTester Register(string phone = Phone)
    {
        var ask = SipBuilder.Request("REGISTER", "sip:example.com").From(Alice).To(Alice).CallId($"r-{phone}").Via(phone, $"z9hG4bK-r1-{phone}");
        var answer = ask.Via(phone, $"z9hG4bK-r2-{phone}").CSeq(2).Header("Authorization", Credentials(phone));
        return Send(phone, Server, ask).Send(Server, phone, SipBuilder.Response(401, ask).Header("WWW-Authenticate", $"Digest realm=\"r\", nonce=\"{Secret(phone)}\""))
            .Send(phone, Server, answer).Send(Server, phone, SipBuilder.Response(200, answer));
    }

    /// <summary>An INVITE.</summary>
    public SipBuilder Invite(string uri = Somalia, string from = Alice, string phone = Phone)
    {
        _calls++;
        return SipBuilder.Request("INVITE", uri).Number(_calls).Via(phone, $"z9hG4bK-c{_calls}").From(from, $"f{_calls}").To(uri);
    }

    /// <summary>A call that is answered and goes on.</summary>
    public TollTester Call(out SipBuilder invite, string uri = Somalia, string from = Alice, string phone = Phone)
    {
        invite = Invite(uri, from, phone);
        return Answer(invite, phone);
    }

    public TollTester Call(string uri = Somalia, string from = Alice, string phone = Phone) => Call(out _, uri, from, phone);

    public TollTester Answer(SipBuilder invite, string phone = Phone) => Send(phone, Server, invite)
        .Send(Server, phone, SipBuilder.Response(200, invite.ToTag(Secret(_calls)))).Send(phone, Server, InCall("ACK", invite, phone));

    public TollTester Hang(SipBuilder invite, string phone = Phone)
    {
        var bye = InCall("BYE", invite, phone).CSeq(2, "BYE");
        return Send(phone, Server, bye).Send(Server, phone, SipBuilder.Response(200, bye));
    }

    public TollTester After(TimeSpan time)
    {
        _ = Tester.After(time);
        for (var tick = 0; tick < TicksForAll; tick++)
        {
            Tester.Tick();
        }

        return this;
    }

    public TollTester Send(string source, string target, SipBuilder message)
    {
        _ = Tester.From(source).To(target).See(message);
        return this;
    }

    public byte[] Saved()
    {
        var output = new ArrayBufferWriter<byte>();
        Tester.Tick();
        Tester.Preprocessor.Save(output);
        return output.WrittenSpan.ToArray();
    }

    public static string Secret(object of) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{of}")));

    public static string Credentials(object of) => $"Digest username=\"alice\", realm=\"r\", nonce=\"{Secret(of)}\", uri=\"sip:r\", response=\"0\"";

    // The tag of the answer is that of the call's number.
    private static SipBuilder InCall(string method, SipBuilder invite, string phone)
    {
        var number = invite.ToString().Split("call-")[1].Split('@')[0];
        return invite.StartLine($"{method} sip:server@192.0.2.10 SIP/2.0").CSeq(1, method).Via(phone, $"z9hG4bK-{method}-{number}").ToTag(Secret(number));
    }
}
