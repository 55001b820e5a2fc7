using System.Net;
using System.Net.Sockets;
using System.Text;
using SipIds.Capture.NfQueue;
using SipIds.Capture.Tests.Lab;

namespace SipIds.Capture.Tests.NfQueue;

/// <summary>A caller and a callee in two networks, and between them the sensor, which forwards.</summary>
internal sealed class QueueLab : IDisposable
{
    public const string Caller = "caller";
    public const string Sensor = "sensor";
    public const string Callee = "callee";
    public const int Port = 5060;

    private const int ReceiveBufferForce = 33;

    private readonly NetworkLab _lab = new(Caller, Sensor, Callee);
    private readonly List<IDisposable> _opened = [];

    public QueueLab()
    {
        Assert.SkipUnless(File.Exists("/usr/sbin/iptables"), "iptables is not installed; 'apt-get install iptables' does it");
        Connect(Caller, 1);
        Connect(Callee, 2);
        _ = _lab.Exec(Sensor, "sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1");
    }

    /// <summary>The callee's address.</summary>
    public static IPAddress CalleeAddress(bool v6 = false) => AddressOf(2, v6);

    /// <summary>Where a caller is that says nothing else.</summary>
    public static IPEndPoint CallerEndPoint => new(AddressOf(1, v6: false), Port);

    /// <summary>Gives the caller one more address.</summary>
    public IPAddress AddCaller(int number)
    {
        _lab.Ip(Caller, $"addr add 10.99.1.{number}/24 dev phone1");
        return IPAddress.Parse($"10.99.1.{number}");
    }

    /// <summary>Runs a program on the sensor.</summary>
    public string Exec(string command) => _lab.Exec(Sensor, command);

    /// <summary>Calls a function on the sensor.</summary>
    public T In<T>(Func<T> function) => _lab.In(Sensor, function);

    /// <summary>Calls a function on the sensor without any right.</summary>
    public T WithoutRights<T>(Func<T> function) => _lab.WithoutRights(Sensor, function);

    /// <summary>Puts the rules in; they go with the namespace if they are not removed.</summary>
    public QueueRules Install(QueueRuleOptions options)
    {
        var rules = In(() => QueueRules.For(options));
        _lab.In(Sensor, rules.Install);
        return rules;
    }

    /// <summary>Takes the rules out.</summary>
    public void Remove(QueueRules rules) => _lab.In(Sensor, rules.Remove);

    /// <summary>Puts the rules in again where one is gone, and says whether one was.</summary>
    public bool Mend(QueueRules rules) => In(rules.Mend);

    /// <summary>Opens a queue on the sensor.</summary>
    public NfQueueSource Open(NfQueueOptions? options = null) => Keep(In(() => new NfQueueSource(options ?? new())));

    /// <summary>A UDP socket of the caller that sends to the callee or to another socket.</summary>
    public Socket OpenCaller(bool v6 = false, int port = Port, IPAddress? from = null, Socket? to = null)
    {
        var socket = OpenUdp(Caller, from ?? AddressOf(1, v6), port);
        socket.Connect(to?.LocalEndPoint ?? new IPEndPoint(CalleeAddress(v6), Port));
        return socket;
    }

    /// <summary>A UDP socket of the sensor itself.</summary>
    public Socket OpenSensor() => OpenUdp(Sensor, IPAddress.Parse("10.99.1.254"), Port);

    /// <summary>A UDP socket of the callee.</summary>
    public Socket OpenCallee(bool v6 = false) => OpenUdp(Callee, CalleeAddress(v6), Port);

    /// <summary>A TCP connection from the caller to the callee, both ends.</summary>
    public (Socket Caller, Socket Callee) ConnectTcp()
    {
        using var listener = _lab.In(Callee, () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        listener.Bind(new IPEndPoint(CalleeAddress(), Port));
        listener.Listen();
        var caller = Keep(_lab.In(Caller, () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)));
        caller.Connect(new IPEndPoint(CalleeAddress(), Port));
        return (caller, Keep(listener.Accept()));
    }

    /// <summary>What a socket receives as text, until so many came, or until none comes any more.</summary>
    public static List<string> Receive(Socket socket, int most = int.MaxValue)
    {
        List<string> texts = [];
        var buffer = new byte[65_536];
        socket.ReceiveTimeout = 500;
        try
        {
            while (texts.Count < most)
            {
                texts.Add(Encoding.ASCII.GetString(buffer, 0, socket.Receive(buffer)));
            }
        }
        catch (SocketException fault) when (fault.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            // Nothing more comes.
        }

        return texts;
    }

    public void Dispose()
    {
        _opened.ForEach(opened => opened.Dispose());
        _lab.Dispose();
    }

    public T Keep<T>(T opened)
        where T : IDisposable
    {
        _opened.Add(opened);
        return opened;
    }

    private static IPAddress AddressOf(int network, bool v6) => IPAddress.Parse(v6 ? $"fd99:{network}::1" : $"10.99.{network}.1");

    private void Connect(string host, int network)
    {
        _lab.Connect(host, $"phone{network}", Sensor, $"side{network}");
        _lab.Ip(host, $"addr add 10.99.{network}.1/24 dev phone{network}");
        _lab.Ip(host, $"addr add fd99:{network}::1/64 dev phone{network} nodad");
        _lab.Ip(Sensor, $"addr add 10.99.{network}.254/24 dev side{network}");
        _lab.Ip(Sensor, $"addr add fd99:{network}::fe/64 dev side{network} nodad");

        // A router looks for its neighbours from such an address.
        _lab.Ip(Sensor, $"addr add fe80::{network}/64 dev side{network} nodad");
        _lab.Ip(host, $"route add default via 10.99.{network}.254");
        _lab.Ip(host, $"-6 route add default via fd99:{network}::fe");
    }

    private Socket OpenUdp(string host, IPAddress address, int port)
    {
        var socket = Keep(_lab.In(host, () => new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp)));
        socket.SetRawSocketOption(1, ReceiveBufferForce, BitConverter.GetBytes(64 << 20));
        socket.Bind(new IPEndPoint(address, port));
        return socket;
    }
}
