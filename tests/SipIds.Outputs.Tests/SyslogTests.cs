using System.Net;
using System.Net.Sockets;
using System.Text;
using SipIds.Outputs.Streams;
using SipIds.Outputs.Syslog;

namespace SipIds.Outputs.Tests;

public sealed class SyslogTests
{
    private const string Header = "<27>1 2026-01-02T03:04:05.123456Z sensor1 sipids 4711 spit-caller - ";
    private const string Message = "HIGH    alert  [140:4001] spit-caller                    198.51.100.66:5060  → 192.0.2.10:5060      INVITE sip:200@192.0.2.10  100 → 200  call-id 7f3a@example.com";

    [Fact]
    public void A_UDP_server_gets_one_datagram_for_each_alert()
    {
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 20_000 };
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        Send($"udp:127.0.0.1:{((IPEndPoint)server.LocalEndPoint!).Port}", new(), times: 2);

        Assert.Equal([Header + Message, Header + Message], [Receive(server), Receive(server)]);
    }

    [Fact]
    public void A_TCP_server_gets_each_alert_with_its_length_before_it()
    {
        using var listener = new TcpListener(IPAddress.IPv6Loopback, 0);
        listener.Start();

        Send($"tcp:[::1]:{((IPEndPoint)listener.LocalEndpoint).Port}", new(), times: 2);

        using var connection = listener.AcceptTcpClient();
        using var reader = new StreamReader(connection.GetStream(), Encoding.UTF8);
        var frame = $"{Encoding.UTF8.GetByteCount(Header + Message)} {Header}{Message}";
        Assert.Equal(frame + frame, reader.ReadToEnd());
    }

    [Fact]
    public void The_local_socket_gets_what_the_format_says()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var server = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 20_000 };
        server.Bind(new UnixDomainSocketEndPoint(path));

        Send($"unix:{path}", new() { Facility = 10 });
        Send($"unix:{path}", new() { Format = SyslogFormat.Rfc3164 });

        Assert.Equal(["<83>1" + Header[5..] + Message, "<27>Jan  2 03:04:05 sipids[4711]: " + Message], [Receive(server), Receive(server)]);
        File.Delete(path);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 4)]
    [InlineData(3, 5)]
    public void Severities_are_those_of_syslog(int severity, int expected)
    {
        var written = new List<string>();
        using var output = new SyslogOutput(new Listing(written), new() { Facility = 16 }, "sensor1", 4711);

        output.Write(Some.Alert with { Severity = (SipIds.Events.Severity)severity }, Some.Packet(Some.Invite));

        Assert.StartsWith($"<{(16 * 8) + expected}>1 ", Assert.Single(written), StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_is_away_loses_alerts_counted_and_gets_the_next_when_it_is_there()
    {
        var clock = new TestClock();
        var port = FreePort();
        using var stream = new SyslogStream(SyslogTarget.Parse($"tcp:127.0.0.1:{port}"), clock);
        stream.Append("one\n"u8);
        var (lost, fault) = (stream.Lost, stream.Fault);
        using var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();

        clock.Advance(TimeSpan.FromSeconds(2));
        stream.Append("two\n"u8);

        using var connection = listener.AcceptTcpClient();
        var bytes = new byte[16];
        Assert.Equal("3 two", Encoding.UTF8.GetString(bytes, 0, connection.GetStream().Read(bytes)));
        Assert.Equal(1, lost);
        Assert.StartsWith($"syslog tcp:127.0.0.1:{port} cannot be reached: ", fault, StringComparison.Ordinal);
        Assert.Equal((1, null), (stream.Lost, stream.Fault));
    }

    [Theory]
    [InlineData("udp:192.0.2.1")]
    [InlineData("udp:192.0.2.1:0")]
    [InlineData("udp::514")]
    [InlineData("http:192.0.2.1:80")]
    [InlineData("unix:dev/log")]
    [InlineData("unix:/a/path/of/more/than/107/bytes/which/is/all/that/the/address/of/a/local/socket/holds/with/the/zero/at/its/end/1")]
    [InlineData("")]
    public void A_target_that_is_none_is_a_sentence(string text) =>
        Assert.Equal($"outputs.syslog.target: '{text}' is neither udp:HOST:PORT nor tcp:HOST:PORT nor unix:PATH.", Assert.Throws<IOException>(() => SyslogTarget.Parse(text)).Message);

    [Theory]
    [InlineData("udp:[2001:db8::1]:514")]
    [InlineData("tcp:log.example.com:6514")]
    [InlineData("unix:/dev/log")]
    public void A_target_is_named_as_it_was_written(string text) => Assert.Equal(text, SyslogTarget.Parse(text).ToString());

    private static void Send(string target, SyslogOptions options, int times = 1)
    {
        using var output = new SyslogOutput(new SyslogStream(SyslogTarget.Parse(target)), options, "sensor1", 4711);
        for (var i = 0; i < times; i++)
        {
            output.Write(Some.Alert, Some.Packet(Some.Invite));
        }

        Assert.Null(output.Fault);
    }

    private static string Receive(Socket server)
    {
        var bytes = new byte[4096];
        return Encoding.UTF8.GetString(bytes, 0, server.Receive(bytes));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Listing(List<string> written) : IEventStream
    {
        public string Name => "list";

        public long Lost => 0;

        public string? Fault => null;

        public void Append(ReadOnlySpan<byte> alert) => written.Add(Encoding.UTF8.GetString(alert));

        public void Flush()
        {
        }

        public void Dispose()
        {
        }
    }
}
