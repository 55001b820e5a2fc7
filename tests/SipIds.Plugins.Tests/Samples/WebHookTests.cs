using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SipIds.Events;
using SipIds.Outputs;
using SipIds.Packets;
using WebHook;

namespace SipIds.Plugins.Tests.Samples;

public sealed class WebHookTests : IDisposable
{
    private static readonly AlertRecord s_alert = new()
    {
        Time = Timestamp.FromUnix(1_767_323_045),
        Gid = 140,
        Sid = 4001,
        Event = "spit-caller",
        Severity = Severity.High,
        Action = EventAction.Drop,
        IsDropped = true,
        Source = new(NetAddress.Parse("198.51.100.66"), 5060),
        Target = new(NetAddress.Parse("2001:db8::10"), 5060),
        Count = 61,
        Detail = "sip:100@example.com",
        CallId = "7f3a@example.com",
        StartLine = "INVITE sip:200@example.com SIP/2.0",
    };

    private readonly HookServer _server = new();
    private readonly Scratch _scratch = new();

    public void Dispose()
    {
        _server.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task A_batch_is_one_post_of_all_its_alerts()
    {
        using var hook = Open();
        await Post(hook, s_alert, s_alert with { Event = "spit-callee" });

        var alerts = Assert.Single(_server.Posts).GetProperty("alerts");
        Assert.Equal(["spit-caller", "spit-callee"], alerts.EnumerateArray().Select(alert => alert.GetProperty("event").GetString()), StringComparer.Ordinal);
        Assert.Equal(
            """{"time":"2026-01-02T03:04:05Z","event":"spit-caller","id":"140:4001","severity":"high","dropped":true,"source":"198.51.100.66:5060","target":"[2001:db8::10]:5060","accused":null,"count":61,"detail":"sip:100@example.com","call_id":"7f3a@example.com","from":"","to":"","start_line":"INVITE sip:200@example.com SIP/2.0"}""",
            alerts[0].GetRawText());
    }

    [Fact]
    public async Task Alerts_that_are_milder_than_is_wanted_are_not_posted()
    {
        using var hook = Open();
        await Post(hook, s_alert with { Severity = Severity.Low });
        Assert.Empty(_server.Posts);
        await Post(hook, s_alert with { Severity = Severity.Low }, s_alert with { Severity = Severity.Medium });
        Assert.Equal(1, Assert.Single(_server.Posts).GetProperty("alerts").GetArrayLength());
    }

    [Fact]
    public async Task The_token_is_read_anew_before_each_post()
    {
        using var hook = Open(new() { TokenFile = new(_scratch.Write("token", "secret\n")) });
        await Post(hook, s_alert);
        _scratch.Write("token", "other");
        await Post(hook, s_alert);
        Assert.Equal(["Bearer secret", "Bearer other"], _server.Authorizations, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task What_may_go_better_later_is_a_fault_of_the_world(int status)
    {
        using var hook = Open();
        _server.Answer(status);
        Assert.Equal($"the server answered {status}", (await Assert.ThrowsAsync<HttpRequestException>(() => Post(hook, s_alert))).Message);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(413)]
    public async Task What_the_server_does_not_want_is_refused_for_good_and_no_redirect_is_followed(int status)
    {
        using var hook = Open();
        _server.Answer(status);
        Assert.Equal($"the server answered {status}, and a batch was not taken", (await Assert.ThrowsAsync<BatchRefusedException>(() => Post(hook, s_alert))).Message);
        Assert.Single(_server.Posts);
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_gets_nothing()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var received = Task.Run(() =>
        {
            using var client = listener.AcceptTcpClient();
            using var secure = new SslStream(client.GetStream());
            try
            {
                secure.AuthenticateAsServer(certificate);
                return secure.Read(new byte[1]);
            }
            catch (Exception fault) when (fault is IOException or System.Security.Authentication.AuthenticationException)
            {
                return 0;
            }
        });
        using var hook = WebHookOutput.Create(new() { Url = $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/" }, new())!;

        await Assert.ThrowsAsync<HttpRequestException>(() => Post(hook, s_alert));
        Assert.Equal(0, await received);
    }

    [Theory]
    [InlineData(null, false, null)]
    [InlineData("https://soc.example.com/alerts", false, null)]
    [InlineData("http://soc.example.com/alerts", true, null)]
    [InlineData("http://soc.example.com/alerts", false, "does not begin with https:// (plain_text: true allows http://)")]
    [InlineData("soc.example.com", true, "begins neither with https:// nor with http://")]
    public void The_way_is_encrypted_unless_the_settings_say_otherwise(string? url, bool plainText, string? fault) =>
        Assert.Equal(fault, new WebHookOptions { Url = url, PlainText = plainText }.Validate().SingleOrDefault()?.Message);

    [Fact]
    public void Without_a_url_there_is_no_output() => Assert.Null(WebHookOutput.Create(new(), new()));

    private WebHookOutput Open(WebHookOptions? options = null) => WebHookOutput.Create((options ?? new()) with { Url = _server.Url, PlainText = true }, new())!;

    private static Task Post(WebHookOutput hook, params AlertRecord[] batch) => hook.WriteAsync(batch, TestContext.Current.CancellationToken);
}
