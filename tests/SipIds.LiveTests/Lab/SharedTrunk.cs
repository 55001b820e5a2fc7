using SipIds.Capture.Tests.Lab;

namespace SipIds.LiveTests.Lab;

/// <summary>One TCP connection that carries the requests of many users to SIPp, to Kamailio with SIPp behind it, or to baresip.</summary>
internal sealed class SharedTrunk
{
    private const int AnsweringPort = 5080;

    private readonly CallLab _lab;
    private readonly string _scenario;

    public SharedTrunk(CallLab lab, string receiver)
    {
        _lab = lab;
        _scenario = receiver == "baresip" ? "requests.xml" : "trunk.xml";
        Copy(_scenario);
        switch (receiver)
        {
            case "sipp":
                new Trunk(lab, "tcp").Answer();
                break;
            case "kamailio":
                new Trunk(lab, "tcp").Answer(AnsweringPort);
                StartKamailio();
                break;
            default:
                StartBaresip();
                break;
        }
    }

    /// <summary>Makes calls, or sends requests, and waits for their end.</summary>
    public SippResult Call(int calls, int perSecond) => new CallingSipp(_lab.Start(CallLab.Caller, "sipp",
    [
        $"{_lab.CalleeAddress}:5060", "-sf", _scenario, "-i", _lab.CallerAddress, "-p", "5060", "-t", "t1", "-nostdin", "-l", "2000", "-m", $"{calls}", "-r", $"{perSecond}",
        "-d", "300", "-buff_size", "4194304", "-recv_timeout", "20000", "-timeout", "60", "-timeout_error",
    ])).WaitForEnd();

    private void StartKamailio()
    {
        Copy("trunk.cfg");
        var process = _lab.Start(CallLab.Callee, "unshare", ["--fork", "--pid", "--kill-child", "kamailio", "-DD", "-E", "-m", "32", "-M", "4", "-f", "trunk.cfg", "-Y", _lab.PathOf(".")]);
        process.Eventually(IsListening);
    }

    private void StartBaresip()
    {
        Assert.SkipUnless(NetworkLab.IsInstalled("baresip"), "baresip is not installed; test.sh installs it.");
        File.WriteAllText(_lab.PathOf("config"), $"sip_listen {_lab.CalleeAddress}:5060\nmodule_path /usr/lib/baresip/modules\nmodule_app account.so\n");
        File.WriteAllText(_lab.PathOf("accounts"), $"<sip:callee@{_lab.CalleeAddress};transport=tcp>;regint=0\n");
        File.WriteAllText(_lab.PathOf("contacts"), "\n");
        var process = _lab.Start(CallLab.Callee, "baresip", ["-f", _lab.PathOf(".")]);
        process.Eventually(IsListening);
    }

    private bool IsListening() => _lab.Network.Exec(CallLab.Callee, "ss -lnt").Contains(":5060 ", StringComparison.Ordinal);

    private void Copy(string name) =>
        File.WriteAllText(_lab.PathOf(name), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scenarios", name)).Replace("CALLEE", _lab.CalleeAddress, StringComparison.Ordinal));
}
