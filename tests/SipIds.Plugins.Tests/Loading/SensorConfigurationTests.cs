using SipIds.Configuration;
using SipIds.Preprocessors;

namespace SipIds.Plugins.Tests.Loading;

/// <summary>A file that names plugins, and has their sections.</summary>
public sealed class SensorConfigurationTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public SensorConfigurationTests() => File.Copy(Repository.Built("TollFraud", "TollFraud.dll"), _scratch["TollFraud.dll"]);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_section_of_a_plugin_is_read_as_that_of_a_built_in_preprocessor()
    {
        var sensor = Load("plugins: {paths: TollFraud.dll, max_faults: 3, budget: 50us}\ntoll_fraud:\n  spend: 7\nevents: {toll-fraud-spend: off}\n", "toll_fraud.hours=[8, 9]");
        Assert.Empty(sensor.Result.Faults);
        var setup = sensor.ToSetup();
        Assert.Equal((3, TimeSpan.FromMicroseconds(50)), (setup.MaxFaults, setup.Budget));
        Assert.Contains("spend: 7", SipcnfWriter.Write(sensor.Result.Configuration!), StringComparison.Ordinal);
        Assert.Contains("\"toll_fraud\"", SettingsJsonSchema.Write(sensor.Schema), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_faults_have_line_and_column() =>
        Assert.Equal(
            ["3:10: toll_fraud.spend: '0' is out of range; allowed is 1 to 1000000", "4:3: unknown key 'spent' in 'toll_fraud'; did you mean 'spend'?"],
            FaultsOf("plugins: {paths: TollFraud.dll}\ntoll_fraud:\n  spend: 0\n  spent: 1\n"),
            StringComparer.Ordinal);

    [Fact]
    public void Its_own_validation_has_line_and_column_too() =>
        Assert.Equal(["2:26: toll_fraud.time_zone: there is no time zone 'Mars' here"], FaultsOf("plugins: {paths: TollFraud.dll}\ntoll_fraud: { time_zone: Mars }\n"), StringComparer.Ordinal);

    [Fact]
    public void Without_the_plugin_its_section_is_unknown() => Assert.StartsWith("1:1: unknown key 'toll_fraud'", Assert.Single(FaultsOf("toll_fraud: {}")), StringComparison.Ordinal);

    [Fact]
    public void Where_a_plugin_was_refused_unknown_sections_and_events_are_left_aside_with_a_note()
    {
        var sensor = Load("plugins: {paths: [gone.dll, TollFraud.dll]}\ngone: {a: 1}\nevents: {gone-event: off}\ncalls: 7\n");
        Assert.Empty(sensor.Result.Faults);
        Assert.Equal(["2:1", "3:10"], sensor.Result.Notes.Select(note => $"{note.Line}:{note.Column}"), StringComparer.Ordinal);
        Assert.Equal(_scratch["gone.dll"], Assert.Single(sensor.Refusals).File);
        Assert.Single(sensor.Plugins);
    }

    [Fact]
    public void A_wrong_plugins_section_is_a_fault_like_any_other() =>
        Assert.StartsWith("1:23: plugins.max_faults: '0' is out of range", Assert.Single(FaultsOf("plugins: {max_faults: 0}")), StringComparison.Ordinal);

    [Fact]
    public void Without_plugins_nothing_is_timed() => Assert.Equal(TimeSpan.Zero, Load("{}").ToSetup().Budget);

    [Fact]
    public void Settings_with_faults_make_no_setup()
    {
        var fault = Assert.Throws<ConfigurationException>(() => Load("calls: x\nports: y").ToSetup());
        Assert.Equal(2, fault.Faults.Count);
        Assert.Contains("sipcnf.yaml:2:8", fault.Message, StringComparison.Ordinal);
    }

    private IEnumerable<string> FaultsOf(string text) => Load(text).Result.Faults.Select(fault => $"{fault}".Replace($"{fault.File}:", "", StringComparison.Ordinal));

    private SensorConfiguration Load(string text, params string[] overrides) => SensorConfiguration.Load(_scratch.Write("sipcnf.yaml", text), overrides, BuiltIn.Register(new()));
}
