using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace SipIds.Capture.Tests.Lab;

/// <summary>Hosts on this machine: network namespaces joined by cables. They are gone when it is disposed.</summary>
internal sealed partial class NetworkLab : IDisposable
{
    private const int NewNetwork = 0x40000000;
    private const uint CapabilityVersion = 0x20080522;

    private static readonly (string Program, string Package)[] s_programs = [("ip", "iproute2"), ("ethtool", "ethtool"), ("ping", "iputils-ping")];

    private static int s_labs;

    private readonly string _prefix = $"sipids-{Environment.ProcessId}-{Interlocked.Increment(ref s_labs)}-";
    private readonly List<string> _hosts = [];

    /// <summary>A lab of these hosts; skips the test where there can be none.</summary>
    public NetworkLab(params string[] hosts)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Network namespaces need root on Linux.");
        foreach (var (program, package) in s_programs)
        {
            Assert.SkipUnless(IsInstalled(program), $"{program} is not installed; test.sh installs it, and so does 'apt-get install {package}'.");
        }

        foreach (var host in hosts)
        {
            Add(host);
        }
    }

    /// <summary>Whether a program is on the path.</summary>
    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>The name of a host's namespace.</summary>
    public string NameOf(string host) => _prefix + host;

    /// <summary>Adds a host.</summary>
    public void Add(string host)
    {
        Run("ip", "netns", "add", _prefix + host);
        _hosts.Add(host);
        Ip(host, "link set lo up");
    }

    /// <summary>Lays a cable from an interface of one host to one of another.</summary>
    public void Connect(string host, string name, string otherHost, string otherName, int mtu = 1500)
    {
        Run("ip", "link", "add", name, "netns", _prefix + host, "type", "veth", "peer", "name", otherName, "netns", _prefix + otherHost);
        foreach (var (at, link) in new[] { (host, name), (otherHost, otherName) })
        {
            // Without an address of its own an interface looks for no neighbour and no router.
            Ip(at, $"link set {link} addrgenmode none");
            Ip(at, $"link set {link} mtu {mtu} up");
        }
    }

    /// <summary>Runs <c>ip</c> on a host.</summary>
    public void Ip(string host, string arguments) => Run("ip", ["-n", _prefix + host, .. arguments.Split(' ')]);

    /// <summary>Runs a program on a host and gives its standard output.</summary>
    public string Exec(string host, string command) => Run("ip", ["netns", "exec", _prefix + host, .. command.Split(' ')]);

    /// <summary>Calls a function on a host: the sockets that it opens are that host's, for good.</summary>
    public T In<T>(string host, Func<T> function) => OnThread(() =>
    {
        Enter(host);
        return function();
    });

    /// <summary>Calls an action on a host.</summary>
    public void In(string host, Action action) => In(host, () =>
    {
        action();
        return true;
    });

    /// <summary>Calls a function on a host without any of root's rights.</summary>
    public unsafe T WithoutRights<T>(string host, Func<T> function) => OnThread(() =>
    {
        Enter(host);
        var header = stackalloc uint[2] { CapabilityVersion, 0 };
        var none = stackalloc uint[6];
        Assert.Equal(0, SetCapabilities(header, none));
        return function();
    });

    public void Dispose()
    {
        foreach (var host in _hosts)
        {
            Run("ip", "netns", "del", _prefix + host);
        }
    }

    // Namespace and rights are a thread's own, and end with it.
    private static T OnThread<T>(Func<T> function)
    {
        T result = default!;
        ExceptionDispatchInfo? fault = null;
        var thread = new Thread(() =>
        {
            try
            {
                result = function();
            }
            catch (Exception thrown)
            {
                fault = ExceptionDispatchInfo.Capture(thrown);
            }
        });
        thread.Start();
        thread.Join();
        fault?.Throw();
        return result;
    }

    private void Enter(string host)
    {
        using var space = File.OpenHandle($"/var/run/netns/{_prefix}{host}");
        if (SetNamespace((int)space.DangerousGetHandle(), NewNetwork) != 0)
        {
            throw new InvalidOperationException($"The namespace cannot be entered: {Marshal.GetLastPInvokeErrorMessage()}.");
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {errors.Result}{output}");
    }

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    private static partial int SetNamespace(int descriptor, int kind);

    [LibraryImport("libc", EntryPoint = "capset", SetLastError = true)]
    private static unsafe partial int SetCapabilities(uint* header, uint* data);
}
