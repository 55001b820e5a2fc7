using SipIds.Plugins.Tests.Samples;
using SipIds.Testing;

namespace SipIds.Plugins.Tests.Loading;

/// <summary>Plugins with outputs in the program itself.</summary>
public sealed class OutputCommandTests : IDisposable
{
    private static readonly string s_webHook = Repository.Built("WebHook", "WebHook.dll");

    private readonly Scratch _scratch = new();
    private readonly HookServer _server = new();

    public OutputCommandTests()
    {
        _scratch.Write("sipcnf.yaml", $"plugins: {{paths: {s_webHook}}}\noutputs: {{web_hook: {{url: \"{_server.Url}\", plain_text: true}}}}\n");
        new CaptureBuilder().Add(FrameBuilder.Udp("198.51.100.7:5060", "192.0.2.2:5060").Payload(SipBuilder.Request("OPTIONS").Header("User-Agent", "friendly-scanner"))).Save(_scratch["scan.pcap"]);
    }

    public void Dispose()
    {
        _server.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void List_and_check_say_what_is_in_it()
    {
        var run = Run("sipids plugins list -c sipcnf.yaml; sipids plugins check -c sipcnf.yaml " + s_webHook);
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.All(
            [$"WebHook 0.1.0  {s_webHook}\n  web_hook  output  Alerts posted to a web hook as JSON, many at once.\n", "output    not tried: it would write to its target", "setting   outputs.web_hook.timeout: 10s  How long a post may take. Allowed: 1s to 1m.", "no faults"],
            part => Assert.Contains(part, run.Output, StringComparison.Ordinal));
        Assert.Empty(_server.Posts);
    }

    [Fact]
    public void The_defaults_schema_and_arguments_know_its_settings()
    {
        var run = Run("sipids config default -c sipcnf.yaml > full.yaml && sipids config check full.yaml && sipids config schema -c sipcnf.yaml && sipids config check sipcnf.yaml");
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.Contains("\"web_hook\": {", run.Output, StringComparison.Ordinal);
        Assert.Contains("\n  web_hook:\n", File.ReadAllText(_scratch["full.yaml"]), StringComparison.Ordinal);
        Assert.Contains("outputs.web_hook.batch: '0' is out of range", Run("sipids read scan.pcap -c sipcnf.yaml --set outputs.web_hook.batch=0").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_capture_is_written_to_an_output_that_is_named_and_to_no_other_of_the_settings()
    {
        Assert.Equal(0, Run("sipids read scan.pcap -c sipcnf.yaml").Code);
        Assert.Empty(_server.Posts);
        var run = Run("sipids read scan.pcap -c sipcnf.yaml --output web_hook");
        Assert.Equal((0, ""), (run.Code, run.Errors));
        Assert.Equal("mandatory-scanner", Assert.Single(_server.Posts).GetProperty("alerts")[0].GetProperty("event").GetString());
    }

    [Fact]
    public void What_a_target_does_not_take_is_reported_once_and_the_run_is_not_whole()
    {
        _server.Answer(400);
        var run = Run("sipids read scan.pcap -c sipcnf.yaml --output web_hook");
        Assert.Equal((1, $"sipids: web hook {_server.Url[..^"/alerts/".Length]}: the server answered 400, and a batch was not taken; 1 alert lost\n"), (run.Code, run.Errors));
    }

    [Theory]
    [InlineData("--output web_hooks", "sipids: there is no output 'web_hooks'; there are eve, packets, syslog, web_hook.\n")]
    [InlineData("--output web_hook --set outputs.web_hook.url=null", "sipids: the settings of outputs.web_hook name nothing to write to.\n")]
    public void An_output_that_cannot_be_written_to_is_an_error(string options, string error)
    {
        var run = Run($"sipids read scan.pcap -c sipcnf.yaml {options}");
        Assert.Equal((2, error), (run.Code, run.Errors));
    }

    private ShellRun Run(string script) => ShellRun.Of(script, _scratch[""]);
}
