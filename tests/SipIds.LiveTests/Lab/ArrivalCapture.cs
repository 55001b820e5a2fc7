using SipIds.Capture.Tests.Lab;

namespace SipIds.LiveTests.Lab;

/// <summary>The callee's own capture: what arrives there, read by tshark.</summary>
internal sealed class ArrivalCapture
{
    private readonly CallLab _lab;
    private readonly RunningProcess _process;
    private readonly string _path;

    public ArrivalCapture(CallLab lab)
    {
        Assert.SkipUnless(NetworkLab.IsInstalled("tshark"), "tshark is not installed; test.sh installs it.");
        _lab = lab;
        _path = lab.PathOf("arrived.pcapng");
        _process = lab.Start(CallLab.Callee, "tshark", ["-i", "eth0", "-f", "tcp port 5060", "-B", "32", "-w", _path]);
        _process.Eventually(() => _process.Errors.Contains("Capture started", StringComparison.OrdinalIgnoreCase) || _process.Errors.Contains("Capturing on", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Ends it.</summary>
    public void Stop()
    {
        _process.Signal("INT");
        _process.WaitForEnd();
    }

    /// <summary>The values of a field in what arrived from the caller and a filter of tshark's takes, each once.</summary>
    public IReadOnlyCollection<string> Values(string filter, string field)
    {
        var reading = _lab.Start(CallLab.Callee, "tshark",
            ["-r", _path, "-Y", $"ip.src == {_lab.CallerAddress} && ({filter})", "-T", "fields", "-E", "occurrence=a", "-E", "aggregator=,", "-e", field]);
        Assert.Equal(0, reading.WaitForEnd());
        return reading.Output.Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Whether these bytes arrived from the caller in any segment.</summary>
    public bool Holds(string text) => Values($"frame contains \"{text}\"", "frame.number").Count > 0;
}
