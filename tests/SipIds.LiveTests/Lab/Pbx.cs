namespace SipIds.LiveTests.Lab;

/// <summary>Kamailio at the callee. It passes calls on, to a SIPp beside it unless its scenario says otherwise, and notes every request that arrives.</summary>
internal sealed class Pbx
{
    /// <summary>Where what it passes calls on to listens, beside it.</summary>
    public const int AnsweringPort = 5080;

    private const string Mark = " arrived ";

    private readonly RunningProcess _process;

    /// <param name="lab">Where it is.</param>
    /// <param name="scenario">What it does.</param>
    public Pbx(CallLab lab, string scenario = "kamailio.cfg")
    {
        var settings = lab.PathOf(scenario);
        File.WriteAllText(settings, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scenarios", scenario)).Replace("CALLEE", lab.CalleeAddress, StringComparison.Ordinal));

        // It is several processes. In a space of their own they all end with the first.
        _process = lab.Start(CallLab.Callee, "unshare", ["--fork", "--pid", "--kill-child", "kamailio", "-DD", "-E", "-m", "32", "-M", "4", "-f", settings, "-Y", lab.PathOf(".")]);
        _process.Eventually(() => lab.Network.Exec(CallLab.Callee, "ss -lun").Contains(":5060 ", StringComparison.Ordinal));
    }

    /// <summary>How many requests of a method have arrived from an address.</summary>
    public int Arrived(string address, string method) => Requests().Count(request => request == (method, address));

    /// <summary>How many requests have arrived from an address.</summary>
    public int Arrived(string address) => Requests().Count(request => request.Address == address);

    public void Eventually(Func<bool> holds) => _process.Eventually(holds);

    private IEnumerable<(string Method, string Address)> Requests() =>
        from line in _process.Errors.Split('\n')
        let words = line[(line.IndexOf(Mark, StringComparison.Ordinal) + 1)..].Split(' ')
        where line.Contains(Mark, StringComparison.Ordinal) && words.Length > 2
        select (words[1], words[2]);
}
