using System.Text.Json;
using SipIds.Configuration.Tests.Samples;

namespace SipIds.Configuration.Tests;

public sealed class SettingsJsonSchemaTests
{
    private static readonly string s_text = SettingsJsonSchema.Write(Sample.Schema);
    private static readonly JsonElement s_schema = JsonDocument.Parse(s_text).RootElement;

    [Theory]
    [InlineData("calls: 3")]
    [InlineData("action_drop: false")]
    [InlineData("action_drop: shadow")]
    [InlineData("ports: [5060]")]
    [InlineData("ports: 5060")]
    [InlineData("trusted: [10.0.0.0/8, '::1']")]
    [InlineData("lookback: 1h30m")]
    [InlineData("limits: {message: 64KiB, body: 4096}")]
    [InlineData("emergency: [112, urn:service:sos]")]
    [InlineData("events: {spit-caller: off, '4001': drop}")]
    [InlineData("suppress: []")]
    [InlineData("suppress: [{event: spit-caller, source: 192.0.2.1}, {event: 1002, target: [10.0.0.0/8, '::1']}]")]
    [InlineData("guard:")]
    [InlineData("guard: {path: null, several: [{depth: 3}], delays: {a: 100ms}, share: 0.5}")]
    public void What_loads_is_valid(string yaml)
    {
        Assert.True(IsValid(yaml));
        Sample.Valid(yaml.Replace("'4001'", "1002", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cals: 3")]
    [InlineData("calls: 0")]
    [InlineData("calls: abc")]
    [InlineData("calls: '3'")]
    [InlineData("calls: null")]
    [InlineData("action_drop: maybe")]
    [InlineData("ports: [70000]")]
    [InlineData("ports: {a: 1}")]
    [InlineData("trusted: [proxy.example]")]
    [InlineData("lookback: 60")]
    [InlineData("lookback: 1m1h")]
    [InlineData("limits: {message: 64kb}")]
    [InlineData("limits: {mesage: 64KiB}")]
    [InlineData("events: {spit-calller: off}")]
    [InlineData("events: {spit-caller: maybe}")]
    [InlineData("suppress: [{event: spit-calller, source: 192.0.2.1}]")]
    [InlineData("guard: {several: [{depth: 10}]}")]
    [InlineData("guard: {call_id_host: never}")]
    [InlineData("- calls")]
    public void What_does_not_load_is_invalid(string yaml)
    {
        Assert.False(IsValid(yaml));
        Sample.Faults(yaml);
    }

    [Fact]
    public void The_defaults_are_valid() => Assert.True(IsValid(SipcnfWriter.WriteDefaults(Sample.Schema)));

    [Fact]
    public void A_property_carries_help_and_default()
    {
        var calls = s_schema.GetProperty("properties").GetProperty("calls");

        Assert.Equal("Calls within the period.", calls.GetProperty("description").GetString());
        Assert.Equal(50, calls.GetProperty("default").GetInt32());
    }

    [Fact]
    public void The_same_settings_give_the_same_text() => Assert.Equal(s_text, SettingsJsonSchema.Write(Sample.Schema));

    private static bool IsValid(string yaml) => SchemaCheck.IsValid(s_schema, YamlAsEditorsReadIt.ToJson(yaml));
}
