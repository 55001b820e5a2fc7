namespace SipIds.Host.Tests.CommandLine;

/// <summary>False alarms that an operator declares.</summary>
public sealed class SuppressTests : IDisposable
{
    private const int Messages = 43;

    private static readonly string s_capture = Repository.Capture("svcrack_slow.pcap");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("source: 198.51.100.67", 0)]
    [InlineData("source: 198.51.100.0/24, target: 192.0.2.10", 0)]
    [InlineData("source: [203.0.113.0/24, 198.51.100.67]", 0)]
    [InlineData("target: 192.0.2.0/24", 0)]
    [InlineData("source: 198.51.100.68", Messages)]
    [InlineData("source: 192.0.2.10", Messages)]
    [InlineData("source: 198.51.100.67, target: 192.0.2.11", Messages)]
    public void An_event_is_silent_about_those_that_are_named_and_about_nobody_else(string parties, int alerts)
    {
        var settings = Settings($"suppress:\n  - {{ event: mandatory-scanner, {parties} }}\n");
        Assert.Equal(alerts, Count("mandatory-scanner", settings));
        Assert.Equal(Messages, Count("mandatory-tool-fingerprint", settings));
    }

    [Fact]
    public void The_attacker_is_named_by_source_in_a_servers_refusal_too()
    {
        Assert.NotEqual(0, Count("password-guessing", Settings("suppress: [{ event: password-guessing, source: 192.0.2.10 }]\n")));
        Assert.Equal(0, Count("password-guessing", Settings("suppress: [{ event: password-guessing, source: 198.51.100.67 }]\n")));
    }

    [Theory]
    [InlineData("", "dropped     43 packets")]
    [InlineData("suppress: [{ event: mandatory-tool-fingerprint, source: 198.51.100.67 }]\n", "dropped     43 packets")]
    [InlineData("suppress: [{ event: mandatory-scanner, source: 198.51.100.67 }, { event: mandatory-tool-fingerprint, source: 198.51.100.67 }]\n", null)]
    public void A_packet_is_dropped_for_what_else_it_does_alone(string suppress, string? line)
    {
        var read = Program.Run("read", s_capture, "--inline", "-c", Settings($"action_drop: true\nevents: {{ password-guessing: alert, register-flood-sender: alert }}\n{suppress}"));
        Assert.Equal(line, read.Lines.FirstOrDefault(text => text.StartsWith("dropped ", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_was_declared_false_is_counted() =>
        Assert.Contains("suppressed  43 reports that suppress declares false alarms", Program.Run("read", s_capture, "-c", Settings("suppress: [{ event: mandatory-scanner, source: 198.51.100.67 }]\n")).Lines, StringComparer.Ordinal);

    [Fact]
    public void A_fault_is_said_with_line_and_column()
    {
        var path = Settings("suppress:\n  - { event: mandatory-scaner, source: 192.0.2.1 }\n  - { event: mandatory-scanner }\n");
        Assert.Equal($"{path}:2:14: suppress[0].event: unknown event 'mandatory-scaner'; did you mean 'mandatory-scanner'?", Program.Run("config", "check", path).ErrorLines[0]);
        var second = Settings("suppress:\n  - { event: mandatory-scanner }\n");
        Assert.StartsWith($"{second}:2:5: suppress[0]: names neither source nor target", Program.Run("config", "check", second).ErrorLines[0], StringComparison.Ordinal);
    }

    private static int Count(string name, string settings) =>
        Program.Run("read", s_capture, "--format", "json", "-c", settings).Json.Count(alert => alert.GetProperty("sipids").GetProperty("event").GetString() == name);

    private string Settings(string yaml) => _scratch.Write("sipcnf.yaml", System.Text.Encoding.UTF8.GetBytes(yaml));
}
