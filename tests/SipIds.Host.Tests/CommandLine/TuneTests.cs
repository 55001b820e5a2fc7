using System.Globalization;
using System.Text.RegularExpressions;
using SipIds.Host.Tests.Tuning;

namespace SipIds.Host.Tests.CommandLine;

public sealed class TuneTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_limit_is_proposed_with_its_reason()
    {
        var tune = Tune(WeekCapture.Bytes(days: 8));
        Assert.Equal((0, ""), (tune.Code, tune.Errors));
        Assert.Matches(@"(?m)^calls +From URI +\d+ .*60 ", tune.Output);
        Assert.Matches(@"(?m)^calls: 60 → \d+\.$", tune.Output);
        Assert.Matches(@"(?m)^  From URI: \d+ windows, median 1, 99\.9 % \d, max \d; the \d+ above \d have an exponential tail", tune.Output);
    }

    [Fact]
    public void An_attacker_is_named_and_inflates_nothing()
    {
        var week = WeekCapture.Bytes(days: 8, callsOfMallory: 500);
        var tune = Tune(week);
        Assert.Matches(@"standing out and not counted: sip:mallory@example\.com \(500\); attackers\?", tune.Output);
        Assert.Matches(@"(?m)^  exceeded here in 1 window by sip:mallory@example\.com \(500\)$", tune.Output);
        Assert.InRange(ProposedCalls(tune), 8, 50);
        var keeping = Tune(week, "--keep-outliers");
        Assert.InRange(ProposedCalls(keeping), 500, 100_000);
        Assert.Contains("raised by: sip:mallory@example.com (500)", keeping.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_exceeded_in_an_ordinary_week() => Assert.DoesNotContain("exceeded here", Tune(WeekCapture.Bytes(days: 8)).Output, StringComparison.Ordinal);

    [Fact]
    public void A_short_capture_changes_nothing_and_says_why()
    {
        var tune = Program.Run("tune", Repository.Capture("svcrack_slow.pcap"));
        Assert.Equal(0, tune.Code);
        Assert.Contains("keep 6. Too few windows were seen to say anything.", tune.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("→", tune.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_changed_in_place_and_its_comments_stay()
    {
        var path = _scratch.Write("sipcnf.yaml", "# of mine\ncalls: 60 # for all\nperiod: 1m # as always\n");
        Assert.Equal(0, Tune(WeekCapture.Bytes(days: 8), "-o", path).Code);
        Assert.Matches(@"^# of mine\n# tune: was 60; From URI: .* alarms a week expected\ncalls: \d+ # for all\nperiod: 1m # as always\n", File.ReadAllText(path));
        Assert.Equal(0, Program.Run("config", "check", path).Code);
    }

    [Fact]
    public void Another_file_than_that_of_the_settings_leaves_it_as_it_is()
    {
        var path = _scratch.Write("sipcnf.yaml", "calls: 70\n");
        Assert.Equal(0, Tune(WeekCapture.Bytes(days: 8), "-c", path, "-o", _scratch["new.yaml"]).Code);
        Assert.Equal("calls: 70\n", File.ReadAllText(path));
        Assert.Matches(@"^calls: \d+  # tune: was 70; ", File.ReadAllText(_scratch["new.yaml"]));
    }

    [Fact]
    public void Without_a_file_all_defaults_are_written_with_the_proposals()
    {
        var tune = Tune(WeekCapture.Bytes(days: 8), "-o", "-");
        Assert.Equal(0, tune.Code);
        Assert.Matches(@"(?m)^calls: \d+  # tune: was 60; ", tune.Output);
        Assert.Contains("Measured: ", tune.Errors, StringComparison.Ordinal);
        Assert.Equal(0, Program.Run("config", "check", _scratch.Write("written.yaml", tune.Output)).Code);
    }

    [Fact]
    public void A_second_run_proposes_the_same_and_changes_nothing()
    {
        var week = WeekCapture.Bytes(days: 8);
        Tune(week, "-o", _scratch["tuned.yaml"]);
        var first = File.ReadAllText(_scratch["tuned.yaml"]);
        Assert.Contains("tuned.yaml: no limit changed", Tune(week, "-o", _scratch["tuned.yaml"]).Output, StringComparison.Ordinal);
        Assert.Equal(first, File.ReadAllText(_scratch["tuned.yaml"]));
    }

    [Fact]
    public void Rarer_alarms_can_be_asked_for()
    {
        var week = WeekCapture.Bytes(days: 8);
        Assert.True(ProposedCalls(Tune(week, "--false-alarms", "20/day")) < ProposedCalls(Tune(week, "--false-alarms", "0.5/month")));
    }

    [Theory]
    [InlineData("Name captures to measure", "tune")]
    [InlineData("not both at once", "tune", "a.pcap", "--replay", "b.pcap")]
    [InlineData("-o could write", "tune", "--replay", "b.pcap", "--set", "calls=3", "-o", "x.yaml")]
    [InlineData("such as --set calls=30", "tune", "--replay", "b.pcap")]
    [InlineData("'often' is no rate of alarms", "tune", "a.pcap", "--false-alarms", "often")]
    [InlineData("'0/week' is no rate of alarms", "tune", "a.pcap", "--false-alarms", "0/week")]
    [InlineData("'1/year' is no rate of alarms", "tune", "a.pcap", "--false-alarms", "1/year")]
    [InlineData("nonsense", "tune", "a.pcap", "--set", "nonsense=1")]
    [InlineData("'week' is no time to learn for", "ids", "-i", "lo", "--learn", "week")]
    [InlineData("'0d' is no time to learn for", "ids", "-i", "lo", "--learn", "0d")]
    [InlineData("are for --learn", "ids", "-i", "lo", "-o", "proposal.yaml")]
    public void A_wrong_command_line_ends_with_2_and_says_why(string reason, params string[] arguments)
    {
        var tune = Program.Run(arguments);
        Assert.Equal((2, ""), (tune.Code, tune.Output));
        Assert.Contains(reason, tune.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_live_run_does_not_write_proposals_into_the_file_that_it_goes_by()
    {
        var path = _scratch.Write("sipcnf.yaml", "calls: 70\n");
        var ids = Program.Run("ids", "-i", "lo", "--learn", "7d", "-c", path, "-o", path);
        Assert.Equal(2, ids.Code);
        Assert.Contains("nothing changes that by itself", Assert.Single(ids.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_capture_that_is_missing_ends_with_3() => Assert.Equal((3, ""), Brief(Program.Run("tune", _scratch["none.pcap"])));

    [Fact]
    public void A_capture_is_never_overwritten()
    {
        var capture = _scratch.Write("week.pcap", WeekCapture.Bytes(days: 1));
        Assert.Equal((2, ""), Brief(Program.Run("tune", capture, "-o", _scratch["./week.pcap"], "-c", _scratch.Write("sipcnf.yaml", ""))));
        Assert.NotEmpty(File.ReadAllBytes(capture));
    }

    [Fact]
    public void What_cannot_be_written_is_said_before_anything_is_measured()
    {
        var tune = Tune(WeekCapture.Bytes(days: 1), "-o", _scratch["no/such/folder.yaml"]);
        Assert.Equal((2, ""), Brief(tune));
        Assert.Contains($"folder.yaml' cannot be written: there is no directory '{_scratch["no/such"]}'.", Assert.Single(tune.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_live_run_that_could_not_write_what_it_learns_does_not_begin()
    {
        var ids = Program.Run("ids", "-i", "no-such-interface", "--learn", "7d", "-o", Directory.CreateDirectory(_scratch["proposal.yaml"]).FullName);
        Assert.Equal(2, ids.Code);
        Assert.Contains("proposal.yaml' cannot be written: it is a directory.", Assert.Single(ids.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_SIP_there_is_nothing_to_say() =>
        Assert.Contains("Nothing was seen that a limit bounds", Tune(new SipIds.Testing.CaptureBuilder().ToBytes()).Output, StringComparison.Ordinal);

    private static (int Code, string Output) Brief(Finished finished) => (finished.Code, finished.Output);

    private static int ProposedCalls(Finished tune) =>
        int.Parse(Regex.Match(tune.Output, @"(?m)^calls: 60 → (?<limit>[\d,]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["limit"].ValueSpan, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    private Finished Tune(byte[] capture, params string[] arguments) => Program.Run(["tune", _scratch.Write("capture.pcap", capture), .. arguments]);
}
