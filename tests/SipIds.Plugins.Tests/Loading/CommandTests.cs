using SipIds.Testing;

namespace SipIds.Plugins.Tests.Loading;

/// <summary>Plugins in the program itself.</summary>
public sealed class CommandTests : IDisposable
{
    private static readonly string s_faulty = Repository.Built("Faulty", "Faulty.dll");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_plugin_that_throws_is_named_once_with_its_stack_and_switched_off_and_packets_go_on()
    {
        var run = Read(Packets("REGISTER", 20).Append(Packet("INVITE", 21)), $"--set plugins.paths={s_faulty} --set plugins.max_faults=5 --set faulty.throws=true");
        Assert.Equal(0, run.Code);
        Assert.Equal(1, Count(run.Errors, "sipids: preprocessor faulty failed: YamlDotNet.Core.YamlException: (Line: 1"));
        Assert.Contains("at Faulty.FaultyPreprocessor.", run.Errors, StringComparison.Ordinal);
        Assert.Equal(1, Count(run.Errors, "sipids: preprocessor faulty was switched off after 5 failures (plugins.max_faults)"));
        Assert.Contains("failed      faulty, 5 times; it was switched off", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("faulty-invite", run.Output, StringComparison.Ordinal);
        Assert.Contains("SIP         21 messages", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_that_is_slow_is_named_in_the_summary()
    {
        var run = Read(Packets("OPTIONS", 15_000), $"--set plugins.paths={s_faulty} --set faulty.takes=40us --set plugins.budget=20us --set m_options=1000000 --set source=1000000");
        Assert.Matches(@"(?m)^slow        faulty, [0-9.]+ µs a call of Inspect \(budget 20 µs, 5[0-9] calls timed\)$", run.Output);
    }

    [Fact]
    public void A_refused_plugin_is_said_and_the_rest_starts()
    {
        var run = Read(Packets("INVITE", 1), $"--set plugins.paths={_scratch["gone.dll"]},{s_faulty} --set gone.x=1");
        Assert.Equal(0, run.Code);
        Assert.Contains($"sipids: plugin refused: {_scratch["gone.dll"]}: there is no such file or folder\n", run.Errors, StringComparison.Ordinal);
        Assert.Contains("--set gone.x=1: 'gone' is left aside", run.Errors, StringComparison.Ordinal);
        Assert.Contains("  faulty-invite  1900:1  ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_plugins_is_checked_with_them()
    {
        _scratch.Write("sipcnf.yaml", $"plugins: {{paths: {s_faulty}}}\nfaulty: {{throws: maybe}}\n");
        var run = ShellRun.Of("sipids config check sipcnf.yaml", _scratch[""]);
        Assert.Equal((2, "sipcnf.yaml:2:18: faulty.throws: 'maybe' is not true or false\n"), (run.Code, run.Errors));
    }

    [Fact]
    public void A_file_whose_plugin_is_refused_is_not_without_faults()
    {
        _scratch.Write("sipcnf.yaml", "plugins: {paths: none.dll}\n");
        var run = ShellRun.Of("sipids config check sipcnf.yaml", _scratch[""]);
        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains("none.dll: there is no such file or folder", run.Errors, StringComparison.Ordinal);
        Assert.Contains("sipcnf.yaml: no other faults; a sensor starts without what was refused", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_defaults_with_a_plugin_are_a_file_that_loads_it()
    {
        _scratch.Write("sipcnf.yaml", $"plugins: {{paths: {s_faulty}}}\n");
        var run = ShellRun.Of("sipids config default -c sipcnf.yaml > full.yaml && sipids config check full.yaml && grep -A1 'Default: none.$' full.yaml | grep paths", _scratch[""]);
        Assert.Equal((0, $"full.yaml: no faults\n  paths: [{s_faulty}]\n", ""), (run.Code, run.Output, run.Errors));
    }

    [Fact]
    public void Events_settings_and_schema_are_those_of_the_plugins_too()
    {
        _scratch.Write("sipcnf.yaml", $"plugins: {{paths: {s_faulty}}}\n");
        var run = ShellRun.Of("sipids events faulty-invite -c sipcnf.yaml && sipids config default -c sipcnf.yaml && sipids config schema -c sipcnf.yaml", _scratch[""]);
        Assert.Equal(0, run.Code);
        Assert.All(["faulty-invite  [1900:1]", "\nfaulty:\n", "\"faulty\": {"], part => Assert.Contains(part, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void List_shows_what_a_file_names()
    {
        _scratch.Write("sipcnf.yaml", $"plugins: {{paths: {s_faulty}}}\n");
        var run = ShellRun.Of("sipids plugins list -c sipcnf.yaml; sipids plugins list", _scratch[""]);
        Assert.Equal($"Faulty 0.1.0  {s_faulty}\n  faulty  1 event  Does what a plugin should not.\nno plugins\n", run.Output);
    }

    [Fact]
    public void Check_says_what_is_in_a_plugin()
    {
        var run = ShellRun.Of($"sipids plugins check {s_faulty}", _scratch[""]);
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.All(
            ["faulty: Does what a plugin should not.", "stage     message", "sees      every request", "event     1900:1 faulty-invite, low, alert: An INVITE.", "setting   faulty.takes: 0s  How long it takes. Allowed: 0s to 1s.", "no faults"],
            part => Assert.Contains(part, run.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_tries_it_and_says_what_is_wrong()
    {
        var run = ShellRun.Of($"sipids plugins check {s_faulty} --set faulty.throws=true", _scratch[""]);
        Assert.Equal(2, run.Code);
        Assert.Contains("  fault: faulty failed 10 times: (Line: 1", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n1 fault\n", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1ms")]
    [InlineData("40us")]
    public void Check_says_that_a_plugin_is_slow(string time)
    {
        var run = ShellRun.Of($"sipids plugins check {s_faulty} --set faulty.takes={time}", _scratch[""]);
        Assert.Equal(2, run.Code);
        Assert.Matches("  fault: faulty takes [0-9.]+ µs a call of Inspect; plugins.budget is 5 µs", run.Output);
    }

    [Fact]
    public void Check_goes_by_the_budget() =>
        Assert.Equal(0, ShellRun.Of($"sipids plugins check {s_faulty} --set faulty.takes=40us --set plugins.budget=100ms", _scratch[""]).Code);

    [Fact]
    public void Check_says_which_settings_a_plugin_needs()
    {
        var run = ShellRun.Of($"sipids plugins check {Repository.Built("Geofence", "Geofence.dll")}", _scratch[""]);
        Assert.Equal(0, run.Code);
        Assert.Contains("  sipcnf.yaml: geofence.networks: name the file of the networks that may REGISTER", run.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<FrameBuilder> Packets(string method, int count) => Enumerable.Range(1, count).Select(number => Packet(method, number));

    private static FrameBuilder Packet(string method, int number = 1) => FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060")
        .Payload(SipBuilder.Request(method).Number(number)).At(TimeSpan.FromMilliseconds(number));

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private ShellRun Read(IEnumerable<FrameBuilder> frames, string options)
    {
        var capture = new CaptureBuilder();
        foreach (var frame in frames)
        {
            capture.Add(frame);
        }

        capture.Save(_scratch["capture.pcap"]);
        return ShellRun.Of($"sipids read capture.pcap {options}", _scratch[""]);
    }
}
