using System.Text.Json;
using SipIds.Testing;

namespace SipIds.Host.Tests.CommandLine;

public sealed class VerdictTests : IDisposable
{
    private static readonly string s_capture = Repository.Capture("svmap_ports_options.pcap");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("true", "blocked")]
    [InlineData("false", "allowed")]
    [InlineData("shadow", "allowed")]
    public void Inline_the_action_is_what_action_drop_says(string mode, string action)
    {
        var alerts = Read("--inline", "--set", $"action_drop={mode}");
        Assert.NotEmpty(alerts);
        Assert.All(alerts, alert => Assert.Equal(action, alert.GetProperty("alert").GetProperty("action").GetString()));
        Assert.All(alerts, alert => Assert.Equal(mode == "shadow", alert.GetProperty("sipids").TryGetProperty("would_drop", out _)));
    }

    [Fact]
    public void A_capture_that_is_only_read_has_passed_already() =>
        Assert.All(Read("--set", "action_drop=true"), alert => Assert.Equal("allowed", alert.GetProperty("alert").GetProperty("action").GetString()));

    [Theory]
    [InlineData("true", "dropped     50 packets")]
    [InlineData("shadow", "would drop  50 packets")]
    public void The_summary_says_what_was_dropped(string mode, string line) =>
        Assert.Contains(line, Program.Run("read", s_capture, "--inline", "--set", $"action_drop={mode}").Lines, StringComparer.Ordinal);

    [Fact]
    public void An_event_that_only_alerts_drops_nothing() =>
        Assert.DoesNotContain("dropped", Program.Run("read", s_capture, "--inline", "--set", "action_drop=true", "--set", "events.mandatory-scanner=alert", "--set", "events.mandatory-tool-fingerprint=alert").Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("sip:112@example.com", "allowed")]
    [InlineData("urn:service:sos.fire", "allowed")]
    [InlineData("sip:113@example.com", "blocked")]
    public void An_emergency_call_passes_whatever_is_wrong_with_it(string callee, string action)
    {
        var broken = SipBuilder.Request("INVITE", callee).To(callee).ContentLength("wrong");
        new CaptureBuilder().Add(FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload(broken)).Save(_scratch["call.pcap"]);
        var alert = Assert.Single(Program.Run("read", _scratch["call.pcap"], "--inline", "--set", "action_drop=true", "--format", "json", "--set", "outputs.eve.types=alert,stats").Json);
        Assert.Equal(1004, alert.GetProperty("alert").GetProperty("signature_id").GetInt32());
        Assert.Equal(action, alert.GetProperty("alert").GetProperty("action").GetString());
    }

    [Theory]
    [InlineData("true", false)]
    [InlineData("shadow", true)]
    public void Each_message_that_did_not_pass_has_a_drop_record(string mode, bool wouldDrop)
    {
        var drops = Records("drop", "--inline", "--set", $"action_drop={mode}");
        Assert.Equal(50, drops.Count);
        Assert.All(drops, drop => Assert.Equal("mandatory-tool-fingerprint", drop.GetProperty("sipids").GetProperty("event").GetString()));
        Assert.All(drops, drop => Assert.Equal(wouldDrop, drop.GetProperty("sipids").TryGetProperty("would_drop", out _)));
    }

    [Fact]
    public void Drop_records_can_be_switched_off() => Assert.Empty(Records("drop", "--inline", "--set", "action_drop=true", "--set", "outputs.eve.types=alert,stats"));

    [Fact]
    public void The_summary_says_which_events_decided() =>
        Assert.Contains("          50  for mandatory-tool-fingerprint [140:2015]", Program.Run("read", s_capture, "--inline", "--set", "action_drop=true").Lines, StringComparer.Ordinal);

    [Fact]
    public void The_summary_counts_copies_of_what_was_dropped_apart()
    {
        var broken = SipBuilder.Request("INVITE").ContentLength("wrong");
        var capture = new CaptureBuilder();
        for (var copy = 0; copy < 3; copy++)
        {
            capture.Add(FrameBuilder.Udp("192.0.2.1:5060", "192.0.2.2:5060").Payload(broken).At(TimeSpan.FromSeconds(copy)));
        }

        capture.Save(_scratch["copies.pcap"]);
        var lines = Program.Run("read", _scratch["copies.pcap"], "--inline", "--set", "action_drop=true").Lines;
        Assert.Contains("dropped     3 packets", lines, StringComparer.Ordinal);
        Assert.Contains("           1  for syntax-content-length [140:1004]", lines, StringComparer.Ordinal);
        Assert.Contains("           2  copies of dropped messages", lines, StringComparer.Ordinal);
    }

    private static List<JsonElement> Read(params string[] options) => Records("alert", options);

    private static List<JsonElement> Records(string type, params string[] options) =>
        [.. Program.Run(["read", s_capture, "--format", "json", .. options]).Json.Where(record => record.GetProperty("event_type").GetString() == type)];
}
