using System.Runtime.InteropServices;
using SipIds.Testing;

namespace SipIds.Host.Tests.Live;

/// <summary>Plugins of a run that goes on.</summary>
public sealed class PluginReloadTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly FakeSource _source = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_plugin_can_be_added_replaced_and_taken_away_while_packets_go_on()
    {
        using var live = new LiveTest().Settings("calls: 60\n").Start(_source);
        See(live, packets: 1);
        Assert.DoesNotContain("faulty-invite", live.Eve, StringComparison.Ordinal);

        var plugin = Copy();
        Reload(live, $"plugins: {{ paths: {plugin} }}\n", $"plugin loaded: Faulty 0.1.0, {plugin}");
        See(live, packets: 2);
        live.Eventually(() => live.Eve.Contains("faulty-invite", StringComparison.Ordinal));

        File.SetLastWriteTimeUtc(plugin, DateTime.UnixEpoch.AddDays(20_000));
        live.Signal(PosixSignal.SIGHUP);
        live.Eventually(() => live.Errors.Split("plugin loaded: ").Length == 3);
        See(live, packets: 3);

        Reload(live, "calls: 60\n", $"plugin gone: Faulty 0.1.0, {plugin}");
        See(live, packets: 4);
        Assert.DoesNotContain("failed", live.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plugin_that_is_refused_at_a_reload_is_said_and_the_rest_goes_on()
    {
        using var live = new LiveTest().Settings("calls: 60\n").Start(_source);
        Reload(live, "plugins: { paths: gone.dll }\ngone: { a: 1 }\ncalls: 20\n", "settings changed: ");
        Assert.Contains("plugin refused: ", live.Errors, StringComparison.Ordinal);
        Assert.Contains("'gone' is left aside", live.Errors, StringComparison.Ordinal);
        Assert.Contains("calls 60 → 20", live.Errors, StringComparison.Ordinal);
        See(live, packets: 1);
    }

    [Fact]
    public void One_that_was_switched_off_comes_back_in_another_version()
    {
        var plugin = Copy();
        using var live = new LiveTest().Settings($"plugins: {{ paths: {plugin}, max_faults: 1 }}\nfaulty: {{ throws: true }}\n").Start(_source);
        _source.Send([FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload(SipBuilder.Request("REGISTER"))]);
        live.Eventually(() => live.Errors.Contains("faulty is switched off", StringComparison.Ordinal));
        Assert.Contains("at Faulty.FaultyPreprocessor.", live.Errors, StringComparison.Ordinal);

        File.SetLastWriteTimeUtc(plugin, DateTime.UnixEpoch.AddDays(20_000));
        live.Signal(PosixSignal.SIGHUP);
        live.Eventually(() => live.Errors.Contains("plugin loaded: ", StringComparison.Ordinal));
        See(live, packets: 2);
        live.Eventually(() => live.Eve.Contains("faulty-invite", StringComparison.Ordinal));
    }

    private static void Reload(LiveTest live, string settings, string expected)
    {
        live.Settings(settings);
        live.Signal(PosixSignal.SIGHUP);
        live.Eventually(() => live.Errors.Contains(expected, StringComparison.Ordinal));
    }

    private void See(LiveTest live, int packets)
    {
        _source.Send(LiveTest.Invites(1, first: packets));
        live.Eventually(() => _source.Verdicts.Count == packets);
    }

    private string Copy()
    {
        var own = new DirectoryInfo(AppContext.BaseDirectory);
        foreach (var file in Directory.GetFiles(Path.Combine(own.Parent!.Parent!.FullName, "Faulty", own.Name)))
        {
            File.Copy(file, _scratch[Path.GetFileName(file)]);
        }

        return _scratch["Faulty.dll"];
    }
}
