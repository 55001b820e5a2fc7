using System.Net;
using System.Net.Sockets;
using System.Text;
using Embedding;
using SipIds.Configuration;
using SipIds.Pipeline;
using SipIds.Preprocessors;
using SipIds.Testing;

namespace SipIds.Plugins.Tests.Embedding;

/// <summary>The relay of <c>samples/Embedding</c> between a client and a server.</summary>
public sealed class RelayTests : IDisposable
{
    private static readonly IPEndPoint s_anywhere = new(IPAddress.Loopback, 0);
    private static readonly SipBuilder s_ping = SipBuilder.Request("OPTIONS");

    private readonly Socket _client = Bound();
    private readonly Socket _server = Bound();
    private readonly CancellationTokenSource _stop = new();
    private readonly UdpRelay _relay;
    private readonly Task _running;

    public RelayTests()
    {
        var pipeline = SipIdsPipeline.FromDefaults().With(BuiltIn.Register).Set("action_drop=true").Inline().Build();
        _relay = new(pipeline, s_anywhere, (IPEndPoint)_server.LocalEndPoint!);
        _running = _relay.RunAsync(_stop.Token);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _running.Wait();
        _relay.Dispose();
        _client.Dispose();
        _server.Dispose();
        _stop.Dispose();
    }

    [Theory]
    [InlineData("127.0.0.1:0 127.0.0.1:5060 none.yaml", "none.yaml: the file does not exist\n")]
    [InlineData("here there none.yaml", "usage: Embedding LISTEN SERVER SIPCNF, such as: Embedding 0.0.0.0:5060 192.0.2.10:5060 sipcnf.yaml\n")]
    public void What_it_cannot_start_with_is_said_in_a_line(string arguments, string line)
    {
        var run = ShellRun.Of($"dotnet '{Repository.Built("Embedding", "Embedding.dll")}' {arguments}", Repository.Root);
        Assert.Equal((2, line), (run.Code, run.Errors));
    }

    [Fact]
    public void What_the_pipeline_drops_does_not_reach_the_server()
    {
        Send(s_ping.Number(1));
        Send(s_ping.Number(2).Header("User-Agent", "friendly-scanner"));
        Send(s_ping.Number(3));
        Assert.Contains("call-1@", Receive(_server, out _), StringComparison.Ordinal);
        Assert.Contains("call-3@", Receive(_server, out _), StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_goes_back_to_the_client()
    {
        Send(s_ping);
        Receive(_server, out var sender);
        _server.SendTo(SipBuilder.Response(200, s_ping).Build(), sender);
        Assert.StartsWith("SIP/2.0 200 OK", Receive(_client, out var relay), StringComparison.Ordinal);
        Assert.Equal(_relay.Listens, relay);
    }

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 10_000 };
        socket.Bind(s_anywhere);
        return socket;
    }

    private void Send(SipBuilder message) => _client.SendTo(message.Build(), _relay.Listens);

    private static string Receive(Socket socket, out EndPoint sender)
    {
        var buffer = new byte[65_535];
        sender = s_anywhere;
        var length = socket.ReceiveFrom(buffer, ref sender);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
