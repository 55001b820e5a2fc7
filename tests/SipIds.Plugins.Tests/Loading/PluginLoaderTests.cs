using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using SipIds.Configuration;
using SipIds.Configuration.Plugins;
using SipIds.Options;
using SipIds.Preprocessing;
using SipIds.Preprocessors;
using SipIds.Settings;
using SipIds.Testing;

namespace SipIds.Plugins.Tests.Loading;

public sealed class PluginLoaderTests : IDisposable
{
    private static readonly string s_tollFraud = Repository.Built("TollFraud", "TollFraud.dll");
    private static readonly string s_faulty = Repository.Built("Faulty", "Faulty.dll");

    private readonly Scratch _scratch = new();
    private readonly PluginLoader _loader = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_plugin_is_loaded_beside_the_built_in_preprocessors()
    {
        var load = Load(s_tollFraud);
        Assert.Empty(load.Refusals);
        var plugin = Assert.Single(load.Plugins);
        Assert.Equal(("TollFraud", "0.1.0", s_tollFraud), (plugin.Name, plugin.Version, plugin.File));
        Assert.Equal("toll_fraud", Assert.Single(plugin.Preprocessors).Info.Name);
        Assert.NotNull(load.Registry.ToCatalogue().Find("toll-fraud-spend"));
        Assert.Equal("toll_fraud", load.Registry.Registrations[^1].Info.Name);
    }

    [Fact]
    public void It_has_its_own_copy_of_a_library_that_the_program_uses_too()
    {
        var context = AssemblyLoadContext.GetLoadContext(Load(s_faulty).Plugins[0].Preprocessors[0].Defaults.GetType().Assembly)!;
        var own = context.LoadFromAssemblyName(new("YamlDotNet"));
        Assert.NotSame(typeof(YamlDotNet.Core.Parser).Assembly, own);
        Assert.Same(typeof(IPreprocessor).Assembly, context.LoadFromAssemblyName(new("SipIds.Core")));
    }

    [Fact]
    public void A_library_that_is_missing_is_named()
    {
        File.Copy(s_faulty, _scratch["Faulty.dll"]);
        Assert.Equal("it needs YamlDotNet 16.0.0.0, which is neither beside it nor part of .NET", Refusal(_scratch["Faulty.dll"]));
    }

    [Fact]
    public void The_programs_own_libraries_are_not_the_plugins_to_use()
    {
        var file = _scratch.Write("Foreign.dll", PatchedAssembly.WithReference(s_tollFraud, "System.Collections", "SipIds.Outputs3456"));
        Assert.StartsWith("it needs SipIds.Outputs3456", Refusal(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.2.0.0", "it was built against SipIds.Core 0.2, and this is 0.1; build it against the package of this version")]
    [InlineData("1.1.0.0", "it was built against SipIds.Core 1.1, and this is 0.1; build it against the package of this version")]
    public void Another_version_of_the_contract_is_refused(string version, string reason) =>
        Assert.Equal(reason, Refusal(_scratch.Write("Other.dll", PatchedAssembly.WithReference(s_tollFraud, "SipIds.Core", new Version(version)))));

    [Fact]
    public void A_newer_NET_is_refused() =>
        Assert.Equal("it was built for .NET 11, and this is .NET 10", Refusal(_scratch.Write("Newer.dll", PatchedAssembly.WithReference(s_tollFraud, "System.Runtime", new Version(11, 0)))));

    [Fact]
    public void A_plugin_that_is_there_twice_is_refused_the_second_time_and_the_rest_starts()
    {
        var load = Load(s_tollFraud, _scratch.Write("Copy.dll", File.ReadAllBytes(s_tollFraud)), s_faulty);
        Assert.Equal($"a preprocessor named 'toll_fraud' is already registered from {s_tollFraud}", Assert.Single(load.Refusals).Reason);
        Assert.Equal(["TollFraud", "Faulty"], load.Plugins.Select(p => p.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void An_event_of_the_products_own_generator_id_is_refused() =>
        Assert.Equal(
            "the event 'foreign-gid' has the generator id 140, and those below 1000 are not a plugin's to use",
            Refusal(Repository.Built("ForeignGid", "ForeignGid.dll")));

    [Fact]
    public void A_section_that_is_taken_is_refused()
    {
        var load = _loader.Load(Options(s_tollFraud), new(), new SettingsSection("toll_fraud", "Taken.", new Taken()));
        Assert.Contains("'toll_fraud' is a top-level key of both", Assert.Single(load.Refusals).Reason, StringComparison.Ordinal);
        Assert.Empty(load.Registry.Registrations);
    }

    [Fact]
    public void What_is_no_plugin_is_refused_with_the_reason()
    {
        Assert.Equal("there is no such file or folder", Refusal(_scratch["nothing"]));
        Assert.Equal("this is no .NET assembly", Refusal(_scratch.Write("text.dll", "text")));
        Assert.Equal("it does not use SipIds.Core, so there is no plugin in it", Refusal(Repository.Built("Faulty", "YamlDotNet.dll")));
        Assert.StartsWith("there is no preprocessor in it", Refusal(Repository.Built("SipIds.Testing", "SipIds.Testing.dll")), StringComparison.Ordinal);
        Directory.CreateDirectory(_scratch["empty"]);
        Assert.StartsWith("there is no plugin in this folder", Refusal(_scratch["empty"]), StringComparison.Ordinal);
    }

    [Fact]
    public void One_in_a_folder_that_cannot_be_read_is_refused_and_the_others_are_loaded()
    {
        Directory.CreateDirectory(_scratch["plugins"]);
        File.Copy(s_tollFraud, _scratch["plugins/Fraud.dll"]);
        File.CreateSymbolicLink(_scratch["plugins/Gone.dll"], _scratch["nowhere"]);
        var load = Load(_scratch["plugins"]);
        Assert.Equal("TollFraud", Assert.Single(load.Plugins).Name);
        var refusal = Assert.Single(load.Refusals);
        Assert.Equal(_scratch["plugins/Gone.dll"], refusal.File);
        Assert.StartsWith("it cannot be read: ", refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_means_its_plugins_and_those_of_its_subfolders_without_their_libraries()
    {
        Directory.CreateDirectory(_scratch["plugins/faulty"]);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(s_faulty)!))
        {
            File.Copy(file, _scratch[$"plugins/faulty/{Path.GetFileName(file)}"]);
        }

        File.Copy(s_tollFraud, _scratch["plugins/Fraud.dll"]);
        var load = Load(_scratch["plugins"]);
        Assert.Equal(["toll_fraud", "faulty"], load.Plugins.SelectMany(p => p.Preprocessors).Select(p => p.Info.Name), StringComparer.Ordinal);
        Assert.Empty(load.Refusals);
    }

    [Fact]
    public void After_a_reload_what_did_not_change_has_the_same_types_and_what_did_has_new_ones()
    {
        File.Copy(s_tollFraud, _scratch["Fraud.dll"]);
        var first = TypeOf(Load(_scratch["Fraud.dll"]));
        Assert.Same(first, TypeOf(Load(_scratch["Fraud.dll"])));
        File.SetLastWriteTimeUtc(_scratch["Fraud.dll"], DateTime.UnixEpoch.AddDays(20_000));
        Assert.NotSame(first, TypeOf(Load(_scratch["Fraud.dll"])));
    }

    [Fact]
    public void A_file_may_be_replaced_while_its_plugin_runs()
    {
        File.Copy(s_tollFraud, _scratch["Fraud.dll"]);
        var load = Load(_scratch["Fraud.dll"]);
        File.WriteAllText(_scratch["Fraud.dll"], "");
        Assert.NotNull(load.Plugins[0].Preprocessors[0].Create(load.Plugins[0].Preprocessors[0].Defaults, new(new PipelineOptions())));
    }

    [Fact]
    public void A_plugin_in_use_stays_whole_and_one_that_nobody_uses_goes()
    {
        var context = UseAndForget();
        Collect();
        Assert.False(context.IsAlive);
    }

    // It needs its library only when it throws, long after it was loaded.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UseAndForget()
    {
        var load = new PluginLoader().Load(Options(s_faulty), new());
        var plugin = load.Registry.Registrations[0];
        var options = ConfigurationLoader.Load(new SettingsSchema(load.Registry), "", "sipcnf.yaml", ["faulty.throws=true"]).Configuration!.OptionsOf(plugin);
        var context = new WeakReference(AssemblyLoadContext.GetLoadContext(options.GetType().Assembly));
        Collect();
        var preprocessor = plugin.Create(options, new(new PipelineOptions()));
        Assert.Equal("YamlException", Assert.ThrowsAny<Exception>(() => preprocessor.Inspect(new TestPacket(SipBuilder.Request("REGISTER")).Open(), null!)).GetType().Name);
        return context;
    }

    private static void Collect()
    {
        for (var time = 0; time < 10; time++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    private static Type TypeOf(PluginLoad load) => load.Plugins[0].Preprocessors[0].Defaults.GetType();

    private static PluginOptions Options(params string[] paths) => new() { Paths = [.. paths.Select(path => new FilePath(path))] };

    private PluginLoad Load(params string[] paths) => _loader.Load(Options(paths), BuiltIn.Register(new()));

    private string Refusal(string path)
    {
        var load = Load(path);
        Assert.Empty(load.Plugins);
        return Assert.Single(load.Refusals).Reason;
    }

    private sealed record Taken
    {
        [Setting("Anything.")]
        public int Value { get; init; }
    }
}
