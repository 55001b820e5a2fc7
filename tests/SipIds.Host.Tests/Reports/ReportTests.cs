namespace SipIds.Host.Tests.Reports;

/// <summary>What <c>sipids read</c> tells a person of a capture.</summary>
public sealed class ReportTests
{
    private static readonly string s_sample = Path.Combine(Repository.Root, "samples", "captures", "svcrack.pcap");

    public static TheoryData<string, int> CapturesAndWidths()
    {
        var all = new TheoryData<string, int>();
        foreach (var name in (string[])["svwar-register", "mrsip-flood", "protos-c07", "calls-udp", "tollfraud-dialplan", "svmap-subnet"])
        {
            foreach (var width in (int[])[80, 120, 200])
            {
                all.Add(name, width);
            }
        }

        return all;
    }

    [Fact]
    public void The_sample_is_told_on_one_screen()
    {
        var lines = At(80, s_sample).Output.TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 10, 40);
        Assert.Equal("1 attacker; it SUCCEEDED.", lines[0]);
        Assert.StartsWith("198.51.100.66 attacked 192.0.2.10, ", lines[2], StringComparison.Ordinal);
        Assert.Contains("  with      svcrack: ", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_guessed_password_is_named_with_its_user_and_what_to_do()
    {
        var output = At(200, s_sample).Output;
        Assert.Contains("  result    SUCCEEDED: guessed the password of 101 after 235 refusals (packet 474, 22:25:30)\n", output, StringComparison.Ordinal);
        Assert.Contains("  do        Change the password of 101 now", output, StringComparison.Ordinal);
        Assert.Contains($"            See what it sent:\n            sipids show {s_sample} 1\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Guessing_in_vain_is_no_success()
    {
        var output = At(200, Case("svcrack-notfound")).Output;
        Assert.StartsWith("1 attacker; no success was seen.\n", output, StringComparison.Ordinal);
        Assert.Contains("  result    no success was seen; the answers were 401 (302)\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_scan_names_the_users_that_it_found() =>
        Assert.Contains("  result    SUCCEEDED: found 20 users of 100: 100, 101, 102, ", At(200, Case("svwar-register")).Output, StringComparison.Ordinal);

    [Fact]
    public void Many_addresses_that_do_the_same_in_vain_are_one_attack()
    {
        var output = At(200, Case("mrsip-flood")).Output;
        Assert.Contains(" and 149 other addresses attacked 192.0.2.10, ", output, StringComparison.Ordinal);
        Assert.Single(output.Split('\n'), line => line.StartsWith("  result ", StringComparison.Ordinal));
    }

    [Fact]
    public void Calls_that_were_answered_are_a_success_of_their_caller() =>
        Assert.Contains("  result    SUCCEEDED: 200 of its calls were answered\n", At(200, Case("sipp-200-calls")).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("sd-trunk-scan-spoof")]
    [InlineData("suricata-sdp")]
    public void Calls_of_one_who_is_accused_of_something_else_are_none(string name) =>
        Assert.DoesNotContain("answered", At(200, Case(name)).Output[..At(200, Case(name)).Output.IndexOf("\npackets ", StringComparison.Ordinal)], StringComparison.Ordinal);

    [Fact]
    public void A_packet_of_several_files_is_told_with_its_file()
    {
        var output = CommandLine.Program.Shell("COLUMNS=200 $sipids read $1 $2", Case("calls-udp"), s_sample).Output;
        Assert.Contains($"            sipids show {s_sample} 1\n", output, StringComparison.Ordinal);
        Assert.Contains("(packet 474 of svcrack.pcap, ", output, StringComparison.Ordinal);
        Assert.Contains(" 474 of svcrack.pcap\n", output[output.IndexOf("\nalerts  severity", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Fact]
    public void What_came_through_a_pipe_has_no_file() =>
        Assert.Contains("            sipids show FILE 1\n", CommandLine.Program.RunOn(File.ReadAllBytes(s_sample), "read", "-").Output, StringComparison.Ordinal);

    [Fact]
    public void The_last_of_the_alerts_stands_with_its_packet()
    {
        var row = Assert.Single(At(200, s_sample).Lines, line => line.Contains("svcrack tries 101:", StringComparison.Ordinal));
        var (password, packet) = (row.Split("101:")[1].Split(' ')[0], row.Split(' ')[^1]);
        Assert.Contains(CommandLine.Program.Run("show", s_sample, packet).Lines, line => line.Contains($"svcrack tries 101:{password}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_command_is_whole_on_a_line_of_its_own() =>
        Assert.Contains(At(40, s_sample).Lines, line => string.Equals(line, $"            sipids show {s_sample} 1", StringComparison.Ordinal));

    [Fact]
    public void Ordinary_calls_are_no_attack()
    {
        var output = At(80, Case("calls-udp")).Output;
        Assert.StartsWith("No attack was found.\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("attacked", output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(CapturesAndWidths))]
    public void No_line_is_wider_than_the_terminal(string name, int width) =>
        Assert.All(At(width, Case(name)).Lines.Where(line => !line.StartsWith("            sipids ", StringComparison.Ordinal)), line => Assert.InRange(line.EnumerateRunes().Count(), 0, width));

    [Theory]
    [InlineData("svwar-register")]
    [InlineData("tollfraud-dialplan")]
    public void Narrow_lines_break_between_words(string name)
    {
        var words = Words(At(200, Case(name)).Output);
        Assert.Subset(words, Words(Told(At(80, Case(name)).Output)));
    }

    [Fact]
    public void Without_a_terminal_nothing_is_coloured() => Assert.DoesNotContain('\e', At(80, s_sample).Output);

    [Fact]
    public void A_live_pipe_has_no_rate()
    {
        var read = CommandLine.Program.RunOn(File.ReadAllBytes(s_sample), "read", "-");
        Assert.DoesNotContain("packets/s", read.Output, StringComparison.Ordinal);
        Assert.Contains("packets/s", CommandLine.Program.Run("read", s_sample).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Calls_of_one_user_with_many_ports_are_shown_without_one() =>
        Assert.Contains("  callers   sip:sipp@192.0.2.101 45\n", At(200, Case("calls-udp")).Output, StringComparison.Ordinal);

    private static CommandLine.Finished At(int width, string capture) => CommandLine.Program.Shell($"COLUMNS={width} $sipids read $1", capture);

    private static string Case(string name) => Directory.GetFiles(Path.Combine(Repository.Corpus("cases"), name), "capture.pcap*")[0];

    // Without the table, whose cells are cut, and what takes another time in every run.
    private static string Told(string output) => output[..output.IndexOf("\nalerts  severity", StringComparison.Ordinal)];

    private static HashSet<string> Words(string text) => [.. text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];
}
