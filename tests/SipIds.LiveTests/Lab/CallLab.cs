using SipIds.Capture.Tests.Lab;

namespace SipIds.LiveTests.Lab;

/// <summary>A caller and a callee, and a sensor between or beside them. All are gone when it is disposed.</summary>
internal sealed class CallLab : IDisposable
{
    public const string Caller = "caller";
    public const string Callee = "callee";
    public const string Sensor = "sensor";
    public const string Attacker = "attacker";

    private static readonly (string Program, string Package)[] s_programs = [("sipp", "sip-tester"), ("iptables", "iptables"), ("sysctl", "procps"), ("kamailio", "kamailio"), ("svmap", "sipvicious")];

    private readonly List<RunningProcess> _processes = [];
    private readonly DirectoryInfo _folder;

    private CallLab(params string[] hosts)
    {
        foreach (var (program, package) in s_programs)
        {
            Assert.SkipUnless(NetworkLab.IsInstalled(program), $"{program} is not installed; test.sh installs it, and so does 'apt-get install {package}'.");
        }

        Network = new(hosts);
        _folder = Directory.CreateTempSubdirectory("sipids-lab-");
    }

    public NetworkLab Network { get; }

    public required string CallerAddress { get; init; }

    public required string CalleeAddress { get; init; }

    public string AttackerAddress { get; private init; } = "10.77.3.2";

    /// <summary>The sensor forwards between two networks, so that its firewall sees what passes.</summary>
    public static CallLab Routed(int version = 4)
    {
        var (left, right) = version == 4 ? ("10.77.1.", "10.77.2.") : ("fd77:1::", "fd77:2::");
        var lab = new CallLab(Caller, Sensor, Callee) { CallerAddress = $"{left}2", CalleeAddress = $"{right}2" };
        lab.Network.Connect(Caller, "eth0", Sensor, "left");
        lab.Network.Connect(Callee, "eth0", Sensor, "right");
        lab.Address(Caller, "eth0", $"{left}2");
        lab.Address(Callee, "eth0", $"{right}2");
        lab.Address(Sensor, "left", $"{left}1");
        lab.Address(Sensor, "right", $"{right}1");
        if (version == 6)
        {
            // A router asks for its neighbours with the address of the link itself (RFC 4861 §7.2.2).
            lab.Address(Sensor, "left", "fe80::1");
            lab.Address(Sensor, "right", "fe80::1");
        }

        lab.Network.Ip(Caller, $"route add default via {left}1");
        lab.Network.Ip(Callee, $"route add default via {right}1");
        lab.Network.Exec(Sensor, $"sysctl -qw {(version == 4 ? "net.ipv4.ip_forward" : "net.ipv6.conf.all.forwarding")}=1");
        return lab;
    }

    /// <summary>As <see cref="Routed"/>, and from a third network comes an attacker.</summary>
    public static CallLab RoutedAndAttacked()
    {
        var lab = Routed();
        lab.Network.Add(Attacker);
        lab.Network.Connect(Attacker, "eth0", Sensor, "third");
        lab.Address(Attacker, "eth0", lab.AttackerAddress);
        lab.Address(Sensor, "third", "10.77.3.1");
        lab.Network.Ip(Attacker, "route add default via 10.77.3.1");

        // Which sources are forged is for the sensor to say.
        lab.Network.Exec(Sensor, "sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.third.rp_filter=0");
        return lab;
    }

    /// <summary>The sensor has an interface to each of them and no address; nothing passes unless it bridges.</summary>
    public static CallLab Bridged(int version = 4)
    {
        var network = version == 4 ? "10.77.0." : "fd77::";
        var lab = new CallLab(Caller, Sensor, Callee) { CallerAddress = $"{network}1", CalleeAddress = $"{network}2" };
        lab.Network.Connect(Caller, "eth0", Sensor, "left");
        lab.Network.Connect(Callee, "eth0", Sensor, "right");
        lab.AddressBoth();
        return lab;
    }

    /// <summary>As <see cref="Bridged"/>, and the caller's switch has an attacker at another port.</summary>
    public static CallLab BridgedAndAttacked()
    {
        const string hub = "hub";
        var lab = new CallLab(Caller, Attacker, hub, Sensor, Callee) { CallerAddress = "10.77.0.1", CalleeAddress = "10.77.0.2", AttackerAddress = "10.77.0.3" };
        lab.Hub(hub, (Caller, "eth0"), (Attacker, "eth0"), (Sensor, "left"));
        lab.Network.Connect(Callee, "eth0", Sensor, "right");
        lab.AddressBoth();
        lab.Address(Attacker, "eth0", lab.AttackerAddress);
        return lab;
    }

    /// <summary>A hub repeats to the sensor whatever passes between them, as a mirror port does.</summary>
    public static CallLab Mirrored()
    {
        const string hub = "hub";
        var lab = new CallLab(Caller, Sensor, Callee, hub) { CallerAddress = "10.77.0.1", CalleeAddress = "10.77.0.2" };
        lab.Hub(hub, (Caller, "eth0"), (Callee, "eth0"), (Sensor, "eth0"));
        lab.AddressBoth();
        return lab;
    }

    /// <summary>Another address of the network of one.</summary>
    public static string Neighbour(string address, int number) => $"{address[..(address.LastIndexOf('.') + 1)]}{number}";

    /// <summary>The path of a file of this lab.</summary>
    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Starts <c>sipids</c> on the sensor and waits until it runs. Its EVE log is <c>eve.json</c>.</summary>
    public SensorProcess Sense(params string[] arguments)
    {
        var sensor = Start(arguments);
        sensor.WaitUntilRunning();
        return sensor;
    }

    /// <summary>Starts <c>sipids</c> on the sensor.</summary>
    public SensorProcess Start(params string[] arguments) =>
        new(Start(Sensor, SensorProcess.Program, [.. arguments, "--eve", PathOf("eve.json")]), PathOf("eve.json"));

    /// <summary>Answers calls at the callee until the lab is gone.</summary>
    public AnsweringSipp Answer() => Answer("u1");

    /// <summary>Answers calls over TCP at the callee until the lab is gone.</summary>
    public AnsweringSipp AnswerStreams() => Answer("tn");

    private AnsweringSipp Answer(string transport)
    {
        var statistics = PathOf("answered.csv");
        var process = Start(Callee, "sipp", ["-sn", "uas", "-i", CalleeAddress, "-p", "5060", "-t", transport, "-max_socket", "1000", "-nostdin", "-nd", "-trace_stat", "-stf", statistics, "-fd", "1"]);
        var answering = new AnsweringSipp(process, statistics);
        answering.WaitUntilListening(Network);
        return answering;
    }

    /// <summary>Makes calls from the caller and waits for their end. Nothing is sent twice: a packet that is lost is a call that fails.</summary>
    public SippResult Call(int calls, int perSecond, params string[] more) => StartCalls(calls, perSecond, more).WaitForEnd();

    /// <summary>Begins to make calls from the caller.</summary>
    public CallingSipp StartCalls(int calls, int perSecond, params string[] more) => new(Start(Caller, "sipp",
    [
        $"{CalleeAddress}:5060", "-sn", "uac", "-i", CallerAddress, "-p", "5060", "-m", $"{calls}", "-r", $"{perSecond}", "-d", "100", "-nr",
        "-recv_timeout", "2000", "-timeout", "90", "-timeout_error", "-nostdin", .. more,
    ]));

    /// <summary>Begins to call from the attacker, all in one name.</summary>
    public CallingSipp StartFlood(int calls, int perSecond) => new(Start(Attacker, "sipp",
    [
        $"{CalleeAddress}:5060", "-sn", "uac", "-i", AttackerAddress, "-p", "5060", "-m", $"{calls}", "-r", $"{perSecond}", "-d", "100", "-nr",
        "-recv_timeout", "5000", "-timeout", "90", "-nostdin",
    ]));

    /// <summary>Starts a program on a host. Its folder is this lab's.</summary>
    public RunningProcess Start(string host, string program, IEnumerable<string> arguments)
    {
        var process = RunningProcess.Start("ip", ["netns", "exec", Network.NameOf(host), program, .. arguments], _folder.FullName);
        _processes.Add(process);
        return process;
    }

    /// <summary>Gives an interface of a host an address.</summary>
    public void Address(string host, string name, string address) =>
        Network.Ip(host, address.Contains(':', StringComparison.Ordinal) ? $"address add {address}/64 dev {name} nodad" : $"address add {address}/24 dev {name}");

    public void Dispose()
    {
        _processes.ForEach(process => process.Dispose());
        Network.Dispose();
        _folder.Delete(recursive: true);
    }

    // A bridge that remembers no address sends every frame to every port.
    private void Hub(string hub, params ReadOnlySpan<(string Host, string Interface)> hosts)
    {
        Network.Ip(hub, "link add br0 type bridge ageing_time 0");
        Network.Ip(hub, "link set br0 up");
        foreach (var (host, name) in hosts)
        {
            Network.Connect(host, name, hub, host);
            Network.Ip(hub, $"link set {host} master br0");
        }
    }

    private void AddressBoth()
    {
        Address(Caller, "eth0", CallerAddress);
        Address(Callee, "eth0", CalleeAddress);
    }
}
