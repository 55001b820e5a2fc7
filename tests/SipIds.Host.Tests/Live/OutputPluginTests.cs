using System.Runtime.InteropServices;
using SipIds.Plugins.Tests.Samples;
using SipIds.Testing;

namespace SipIds.Host.Tests.Live;

/// <summary>Plugins of a run that have outputs in them and nothing else.</summary>
public sealed class OutputPluginTests : IDisposable
{
    private static readonly FrameBuilder s_scan = FrameBuilder.Udp("198.51.100.7:5060", "192.0.2.2:5060").Payload(SipBuilder.Request("OPTIONS").Header("User-Agent", "friendly-scanner"));

    private readonly Scratch _scratch = new();
    private readonly FakeSource _source = new();
    private readonly HookServer _server = new();

    public void Dispose()
    {
        _server.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void Alerts_go_to_the_output_of_a_plugin_and_its_queue_is_counted_with_the_others()
    {
        using var live = new LiveTest().Settings($"plugins: {{paths: {Copy()}}}\noutputs: {{flush_interval: 10ms, web_hook: {{url: \"{_server.Url}\", plain_text: true}}}}\n").Start(_source);
        _source.Send([s_scan]);
        live.Eventually(() => !_server.Posts.IsEmpty);
        Assert.Equal(0, live.Stop());
        Assert.Contains($"writes      web hook {_server.Url[..^"/alerts/".Length]}\n", live.Errors, StringComparison.Ordinal);
        Assert.Contains($"{{\"name\":\"web hook {_server.Url[..^"/alerts/".Length]}\",\"lost\":0}}", live.Eve, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_server_refuses_is_reported_once_and_the_packets_go_on()
    {
        _server.Answer(400, 400);
        using var live = new LiveTest().Settings($"plugins: {{paths: {Copy()}}}\noutputs: {{flush_interval: 10ms, web_hook: {{url: \"{_server.Url}\", plain_text: true}}}}\n").Start(_source);
        _source.Send([s_scan]);
        live.Eventually(() => live.Errors.Contains("the server answered 400, and a batch was not taken; what cannot be written is counted.", StringComparison.Ordinal));
        Assert.Single(_source.Verdicts);
        live.Stop();
        Assert.Contains(" lost 1 alert.\n", live.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_can_come_change_and_go_while_packets_go_on_and_its_outputs_wait_for_the_next_start()
    {
        var plugin = Copy();
        using var live = new LiveTest().Settings("calls: 60\n").Start(_source);
        Reload(live, $"plugins: {{paths: {plugin}}}\noutputs: {{web_hook: {{url: \"{_server.Url}\", plain_text: true}}}}\n", $"plugin loaded: WebHook 0.1.0, {plugin}; its outputs are opened at the next start");

        File.SetLastWriteTimeUtc(plugin, DateTime.UnixEpoch.AddDays(20_000));
        live.Signal(PosixSignal.SIGHUP);
        live.Eventually(() => live.Errors.Split("plugin loaded: ").Length == 3);

        Reload(live, "calls: 60\n", $"plugin gone: WebHook 0.1.0, {plugin}");
        _source.Send([s_scan]);
        live.Eventually(() => _source.Verdicts.Count == 1);
        Assert.Empty(_server.Posts);
    }

    private static void Reload(LiveTest live, string settings, string expected)
    {
        live.Settings(settings);
        live.Signal(PosixSignal.SIGHUP);
        live.Eventually(() => live.Errors.Contains(expected, StringComparison.Ordinal));
    }

    private string Copy()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        File.Copy(Path.Combine(own.Parent!.Parent!.FullName, "WebHook", own.Name, "WebHook.dll"), _scratch["WebHook.dll"]);
        return _scratch["WebHook.dll"];
    }
}
