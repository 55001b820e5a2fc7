using SipIds.Configuration;
using SipIds.Configuration.Plugins;
using SipIds.Outputs;
using SipIds.Preprocessors;
using SipIds.Settings;

namespace SipIds.Plugins.Tests.Loading;

/// <summary>Plugins that have outputs in them and nothing else.</summary>
public sealed class OutputPluginTests : IDisposable
{
    private static readonly string s_webHook = Repository.Built("WebHook", "WebHook.dll");
    private static readonly SettingsSection s_outputs = new("outputs", "Where alerts go.", new OutputsOptions()) { Outputs = BuiltInOutputs.Register(new()) };

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void An_output_is_loaded_beside_the_built_in_ones_and_has_its_settings_there()
    {
        var load = Load(s_webHook);
        Assert.Empty(load.Refusals);
        var plugin = Assert.Single(load.Plugins);
        Assert.Equal(("WebHook", "web_hook", s_webHook), (plugin.Name, Assert.Single(plugin.Outputs).Info.Name, plugin.Outputs[0].Plugin));
        Assert.Empty(plugin.Preprocessors);
        Assert.Equal(["eve", "packets", "syslog", "web_hook"], load.Outputs.Registrations.Select(output => output.Info.Name), StringComparer.Ordinal);
        Assert.Equal(3, s_outputs.Outputs!.Registrations.Count);
        Assert.Contains(new SettingsSchema(load.Registry, load.Sections).Settings, setting => setting.Path == "outputs.web_hook.timeout");
    }

    [Fact]
    public void A_folder_with_one_is_found()
    {
        File.Copy(s_webHook, _scratch["Hook.dll"]);
        Assert.Equal("WebHook", Assert.Single(Load(_scratch[""]).Plugins).Name);
    }

    [Fact]
    public void One_that_is_there_twice_is_refused_the_second_time()
    {
        var load = Load(s_webHook, _scratch.Write("Copy.dll", File.ReadAllBytes(s_webHook)));
        Assert.Equal($"an output named 'web_hook' is already registered from {s_webHook}", Assert.Single(load.Refusals).Reason);
        Assert.Single(load.Plugins);
    }

    [Fact]
    public void One_with_the_name_of_a_key_of_the_section_is_refused()
    {
        var taken = new SettingsSection("outputs", "Where alerts go.", new Taken()) { Outputs = new() };
        var load = new PluginLoader().Load(Options(s_webHook), new(), taken);
        Assert.Equal("'web_hook' is no name for an output: it is a setting of 'outputs' already", Assert.Single(load.Refusals).Reason);
        Assert.Empty(load.Outputs.Registrations);
    }

    [Fact]
    public void A_program_that_opens_no_outputs_says_so() =>
        Assert.StartsWith("there is no preprocessor in it and nothing else that this program takes", Assert.Single(new PluginLoader().Load(Options(s_webHook), new()).Refusals).Reason, StringComparison.Ordinal);

    [Fact]
    public void Its_settings_are_read_and_judged_as_those_of_a_built_in_output()
    {
        File.Copy(s_webHook, _scratch["Hook.dll"]);
        var sensor = Configure("plugins: {paths: Hook.dll}\noutputs:\n  web_hook: {url: \"http://a.example\"}\n");
        Assert.Equal("sipcnf.yaml:3:19: outputs.web_hook.url: does not begin with https:// (plain_text: true allows http://)", WithoutFolder(Assert.Single(sensor.Result.Faults)));
        Assert.Empty(Configure("plugins: {paths: Hook.dll}\noutputs:\n  web_hook: {url: \"https://a.example\"}\n").Result.Faults);
    }

    [Fact]
    public void Where_it_was_refused_its_settings_are_left_aside_with_a_note()
    {
        var sensor = Configure("plugins: {paths: gone.dll}\noutputs:\n  web_hook: {url: \"https://a.example\"}\n");
        Assert.Empty(sensor.Result.Faults);
        Assert.Equal("sipcnf.yaml:3:3: 'outputs.web_hook' is left aside; it may be that of a plugin that was refused", WithoutFolder(Assert.Single(sensor.Result.Notes)));
    }

    [Fact]
    public void After_a_reload_what_did_not_change_has_the_same_types()
    {
        File.Copy(s_webHook, _scratch["Hook.dll"]);
        var loader = new PluginLoader();
        var first = loader.Load(Options(_scratch["Hook.dll"]), new(), s_outputs).Plugins[0];
        Assert.Equal(first.SettingsTypes, loader.Load(Options(_scratch["Hook.dll"]), new(), s_outputs).Plugins[0].SettingsTypes);
        Assert.NotEmpty(first.SettingsTypes);
    }

    private string WithoutFolder(ConfigurationFault fault) => $"{fault}".Replace(_scratch[""], "", StringComparison.Ordinal).TrimStart('/');

    private SensorConfiguration Configure(string text) => SensorConfiguration.Load(_scratch.Write("sipcnf.yaml", text), [], BuiltIn.Register(new()), null, s_outputs);

    private static PluginLoad Load(params string[] paths) => new PluginLoader().Load(Options(paths), BuiltIn.Register(new()), s_outputs);

    private static PluginOptions Options(params string[] paths) => new() { Paths = [.. paths.Select(path => new FilePath(path))] };

    private sealed record Taken : OutputSection
    {
        [Setting("Anything.")]
        public int WebHook { get; init; }
    }
}
