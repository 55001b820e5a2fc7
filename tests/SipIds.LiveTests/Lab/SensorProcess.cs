using System.Text.Json;

namespace SipIds.LiveTests.Lab;

/// <summary><c>sipids ids</c> or <c>sipids ips</c>, running.</summary>
internal sealed class SensorProcess(RunningProcess process, string evePath)
{
    /// <summary>The built command. Its folder is beside this one's, under the same configuration.</summary>
    public static string Program { get; } = Find();

    public string Errors => process.Errors;

    public string Output => process.Output;

    /// <summary>The records of the EVE log so far.</summary>
    public IReadOnlyList<JsonElement> Eve
    {
        get
        {
            using var file = new StreamReader(new FileStream(evePath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            var text = file.ReadToEnd();
            return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
        }
    }

    /// <summary>The alerts of the EVE log so far, by the names of their events.</summary>
    public IReadOnlyList<string> Alerts => [.. Eve.Where(r => TypeOf(r) == "alert").Select(r => r.GetProperty("sipids").GetProperty("event").GetString()!)];

    /// <summary>The events so far of packets from an address.</summary>
    public IReadOnlyList<string> AlertsAbout(string address) =>
        [.. Eve.Where(r => TypeOf(r) == "alert" && r.GetProperty("src_ip").GetString() == address).Select(r => r.GetProperty("sipids").GetProperty("event").GetString()!)];

    /// <summary>The events so far of which an address is the attacker, whichever way the packet went.</summary>
    public IReadOnlyList<string> AlertsBlaming(string address) =>
    [
        .. from record in Eve
           where TypeOf(record) == "alert" && record.GetProperty("alert").TryGetProperty("source", out var source) && source.GetProperty("ip").GetString() == address
           select record.GetProperty("sipids").GetProperty("event").GetString()!,
    ];

    /// <summary>The alerts so far that are of a severity or worse; 1 is the worst.</summary>
    public IReadOnlyList<string> AlertsUpTo(int severity) =>
        [.. Eve.Where(r => TypeOf(r) == "alert" && r.GetProperty("alert").GetProperty("severity").GetInt32() <= severity).Select(r => r.GetProperty("sipids").GetRawText())];

    /// <summary>The last stats record, which a sensor that ends always writes.</summary>
    public JsonElement Statistics => Eve.Last(r => TypeOf(r) == "stats").GetProperty("stats");

    public void WaitUntilRunning() => process.Eventually(() => process.Errors.Contains("running;", StringComparison.Ordinal));

    public void Eventually(Func<bool> holds) => process.Eventually(holds);

    public void Signal(string name) => process.Signal(name);

    /// <summary>Ends it as systemd does, and returns its exit status.</summary>
    public int Stop()
    {
        process.Signal("TERM");
        return process.WaitForEnd();
    }

    public int WaitForEnd() => process.WaitForEnd();

    private static string? TypeOf(JsonElement record) => record.GetProperty("event_type").GetString();

    private static string Find()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(own.Parent!.Parent!.FullName, "SipIds.Host", own.Name, "sipids");
        return File.Exists(path) ? path : throw new FileNotFoundException($"sipids is not built: there is no {path}");
    }
}
