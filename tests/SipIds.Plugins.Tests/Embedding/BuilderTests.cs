using SipIds.Configuration;
using SipIds.Configuration.Plugins;
using SipIds.Packets;
using SipIds.Pipeline;
using SipIds.Preprocessing;
using SipIds.Preprocessors;
using SipIds.Testing;

namespace SipIds.Plugins.Tests.Embedding;

public sealed class BuilderTests : IDisposable
{
    private static readonly NetEndpoint s_caller = TestEndpoint.Parse("192.0.2.1");
    private static readonly NetEndpoint s_callee = TestEndpoint.Parse("192.0.2.2");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_pipeline_has_the_settings_of_its_file_and_those_that_were_set_over_it()
    {
        var log = new AlertLog();
        var file = _scratch.Write("sipcnf.yaml", "events: {mandatory-scanner: off, mandatory-call-id: off}\n");
        var pipeline = SipIdsPipeline.FromFile(file).With(BuiltIn.Register).Set("events={mandatory-scanner: alert}").WriteTo(log).Build();
        pipeline.Process(SipBuilder.Request("OPTIONS").Without("Call-ID").Header("User-Agent", "friendly-scanner").Build(), s_caller, s_callee, TestClock.Start);
        Assert.Contains(log.Alerts, alert => alert.Name == "mandatory-scanner");
        Assert.DoesNotContain(log.Alerts, alert => alert.Name == "mandatory-call-id");
    }

    [Fact]
    public void Faults_of_the_settings_are_all_in_one_exception()
    {
        var file = _scratch.Write("sipcnf.yaml", "calls: x\nnonsense: 1\n");
        var fault = Assert.Throws<ConfigurationException>(() => SipIdsPipeline.FromFile(file).With(BuiltIn.Register).Build());
        Assert.Equal(2, fault.Message.Split('\n').Length);
    }

    [Fact]
    public void A_plugin_that_the_file_names_runs_too()
    {
        var file = _scratch.Write("sipcnf.yaml", $"plugins: {{paths: {Repository.Built("Faulty", "Faulty.dll")}}}\n");
        var judgement = SipIdsPipeline.FromFile(file).Build().Process(SipBuilder.Request("INVITE").Build(), s_caller, s_callee, TestClock.Start);
        Assert.Equal("faulty-invite", judgement[0].Event.Name);
    }

    [Fact]
    public void A_refused_plugin_is_an_exception_unless_somebody_takes_it()
    {
        var file = _scratch.Write("sipcnf.yaml", "plugins: {paths: gone.dll}\n");
        Assert.Contains("there is no such file or folder", Assert.Throws<ConfigurationException>(() => SipIdsPipeline.FromFile(file).Build()).Message, StringComparison.Ordinal);
        var refused = new List<PluginRefusal>();
        SipIdsPipeline.FromFile(file).OnRefusal(refused.Add).Build();
        Assert.Equal(_scratch["gone.dll"], Assert.Single(refused).File);
    }

    [Fact]
    public void A_fault_of_a_preprocessor_is_heard_of()
    {
        var faults = new List<PluginFault>();
        var pipeline = SipIdsPipeline.FromDefaults().Set($"plugins.paths={Repository.Built("Faulty", "Faulty.dll")}").Set("faulty.throws=true").OnFault(faults.Add).Build();
        pipeline.Process(SipBuilder.Request("REGISTER").Build(), s_caller, s_callee, TestClock.Start);
        Assert.Equal("faulty", Assert.Single(faults).Name);
    }
}
