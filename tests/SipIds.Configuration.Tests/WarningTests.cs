using SipIds.Host.Settings;
using SipIds.Preprocessors;

namespace SipIds.Configuration.Tests;

/// <summary>Values that are allowed, and that switch something off which nobody may have meant to switch off.</summary>
public sealed class WarningTests
{
    private static readonly SettingsSchema s_schema = ProductSettings.SchemaOf(BuiltIn.Register(new()));

    [Theory]
    [InlineData("trusted: [0.0.0.0/0]", "trusted: these networks hold every address: nothing is reported, and nothing is dropped")]
    [InlineData("trusted: [192.0.2.1, 0.0.0.0/1, 128.0.0.0/1]", "trusted: these networks hold every address: nothing is reported, and nothing is dropped")]
    [InlineData("peers: ['::/0']", "peers: these networks hold every address: whoever forges an address is spared as a trunk")]
    [InlineData("proxy_ip: 0.0.0.0/0", "proxy_ip: these networks hold every address: what any sender writes into Via is believed")]
    [InlineData("asserted_from: [0.0.0.0/0]", "asserted_from: these networks hold every address: mandatory-asserted is never reported")]
    [InlineData("emergency: []", "emergency: is empty: an emergency call may be dropped like any other")]
    [InlineData("ports: []", "ports: is empty: what is not SIP is reported on no port, and with live.capture.filter ports nothing is seen")]
    [InlineData("suppress: [{event: source-flood, source: 0.0.0.0/0}]", "suppress[0]: holds every address, so that source-flood is never reported and drops nothing")]
    [InlineData("mandatory: {scanners: []}", "mandatory.scanners: is empty: no tool is found by its name (mandatory-scanner)")]
    [InlineData("mandatory: {scanners: ['']}", "mandatory.scanners: is empty: no tool is found by its name (mandatory-scanner)")]
    [InlineData("toll: {prefixes: []}", "toll.prefixes: is empty: no call is expensive, and behaviour-toll is never reported")]
    [InlineData("identity: {trusted_hosts: [com]}", "identity.trusted_hosts: 'com' has no dot, so that every host whose name ends in it is trusted")]
    [InlineData("outputs: {eve: {types: []}}", "outputs.eve.types: is empty: nothing is written into the EVE log")]
    public void What_switches_protection_off_unasked_is_reported_and_taken(string text, string warning)
    {
        var result = ConfigurationLoader.Load(s_schema, text, "sipcnf.yaml");

        Assert.Empty(result.Faults);
        Assert.EndsWith($": warning: {warning}", Assert.Single(result.Notes).ToString(), StringComparison.Ordinal);
        Assert.StartsWith("sipcnf.yaml:1:", result.Notes[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trusted: [10.0.0.0/8]")]
    [InlineData("sides: {eth1: [0.0.0.0/0]}")]
    [InlineData("peers: [0.0.0.0/1]")]
    [InlineData("suppress: [{event: source-flood, source: 0.0.0.0/0, target: 192.0.2.1}]")]
    [InlineData("suppress: [{event: source-flood, target: 192.0.2.1}]")]
    [InlineData("toll: {prefixes: [], enabled: false}")]
    [InlineData("identity: {trusted_hosts: [cr.example.com]}")]
    public void What_is_meant_is_silent(string text)
    {
        var result = ConfigurationLoader.Load(s_schema, text, "sipcnf.yaml");

        Assert.Empty(result.Faults.Concat(result.Notes));
    }
}
