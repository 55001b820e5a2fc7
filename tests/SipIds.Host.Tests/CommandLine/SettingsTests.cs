namespace SipIds.Host.Tests.CommandLine;

public sealed class SettingsTests : IDisposable
{
    private const string Faulty =
        """
        ports: [99999]
        nonsense: 1
        events:
          nosuch-event: off
          syntax-header: maybe
        """;

    private static readonly string s_capture = Repository.Capture("svcrack_slow.pcap");

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void All_faults_of_set_are_said_at_once_and_nothing_is_started()
    {
        var read = Program.Run("read", s_capture, "--set", "nonsense=3", "--set", "action_drop=maybe", "--set", "word", "--eve", _scratch["eve.json"], "--pcap-log", _scratch["log.pcap"]);
        Assert.Equal(2, read.Code);
        Assert.Empty(read.Output);
        Assert.Equal(3, read.ErrorLines.Count);
        Assert.All(["nonsense=3", "action_drop=maybe", "word"], part => Assert.Contains(part, read.Errors, StringComparison.Ordinal));
        Assert.False(File.Exists(_scratch["eve.json"]) || File.Exists(_scratch["log.pcap"]));
    }

    [Fact]
    public void All_faults_of_a_file_are_said_with_line_and_column()
    {
        var path = _scratch.Write("sipcnf.yaml", Faulty);
        Assert.All([Program.Run("read", "-c", path, s_capture), Program.Run("config", "check", path)], finished =>
        {
            Assert.Equal(2, finished.Code);
            Assert.Empty(finished.Output);
            Assert.Equal(["1:9", "2:1", "4:3", "5:18"], finished.ErrorLines.Select(line => string.Join(':', line[(path.Length + 1)..].Split(':')[..2])), StringComparer.Ordinal);
        });
    }

    [Fact]
    public void What_is_allowed_and_hardly_meant_is_a_warning_and_no_fault()
    {
        var path = _scratch.Write("sipcnf.yaml", "trusted: [0.0.0.0/0]\n");
        var check = Program.Run("config", "check", path);
        Assert.Equal(0, check.Code);
        Assert.StartsWith($"{path}:1:10: warning: trusted: ", Assert.Single(check.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_that_is_missing_ends_with_2()
    {
        var read = Program.Run("read", "-c", _scratch["none.yaml"], s_capture);
        Assert.Equal(2, read.Code);
        Assert.Contains("none.yaml", Assert.Single(read.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void The_written_defaults_are_without_faults()
    {
        var path = _scratch.Write("sipcnf.yaml", Program.Run("config", "default").Output);
        var check = Program.Run("config", "check", path);
        Assert.Equal((0, $"{path}: no faults\n", ""), (check.Code, check.Output, check.Errors));
    }

    [Fact]
    public void A_log_server_that_is_none_is_a_fault_with_its_place()
    {
        var path = _scratch.Write("sipcnf.yaml", "outputs:\n  syslog: {target: 'localhost:514'}\n");
        Assert.Equal($"{path}:2:20: outputs.syslog.target: 'localhost:514' is neither udp:HOST:PORT nor tcp:HOST:PORT nor unix:/PATH", Assert.Single(Program.Run("config", "check", path).ErrorLines));
    }

    [Fact]
    public void The_written_schema_is_the_one_that_is_checked_in() =>
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "docs", "sipcnf.schema.json")), Program.Run("config", "schema").Output);

    [Fact]
    public void An_event_can_be_switched_off() =>
        Assert.DoesNotContain("mandatory-scanner", Program.Run("read", s_capture, "--set", "events.mandatory-scanner=off").Output, StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_said_of_a_trusted_sender() =>
        Assert.Contains("alerts      none", Program.Run("read", s_capture, "--set", "trusted=198.51.100.0/24").Output, StringComparison.Ordinal);

    [Fact]
    public void Set_wins_over_the_file()
    {
        var path = _scratch.Write("sipcnf.yaml", "trusted: [198.51.100.67]\n");
        Assert.Contains("alerts      none", Program.Run("read", s_capture, "-c", path).Output, StringComparison.Ordinal);
        Assert.Contains("mandatory-scanner", Program.Run("read", s_capture, "-c", path, "--set", "trusted=203.0.113.1").Output, StringComparison.Ordinal);
    }
}
